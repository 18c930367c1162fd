"""Forms that look and read like the rest: our classes, and errors tied to their fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django import forms

if TYPE_CHECKING:
    _Base = forms.BaseForm
else:
    _Base = object

_BARE = (forms.CheckboxInput, forms.RadioSelect, forms.CheckboxSelectMultiple)


class Described(_Base):
    """Mix in before `forms.Form` or `forms.ModelForm`; render with `<c-field>` or `<c-form>`.

    Django writes `aria-invalid` and `aria-describedby` itself; `<c-field>` gives hint and error the ids
    that it expects.
    """

    use_required_attribute = True

    def __init__(self, *args: object, **kwargs: object) -> None:
        super().__init__(*args, **kwargs)  # type: ignore[arg-type]
        self.label_suffix = ""
        for field in self.fields.values():
            dress(field)


def dress(field: forms.Field) -> None:
    """Give a field's widget our class, and room to write."""
    widget = field.widget
    if isinstance(widget, _BARE):
        return
    held = widget.attrs.get("class", "")
    if "input" not in held.split():
        widget.attrs["class"] = f"{held} input".strip()
    if isinstance(widget, forms.Textarea):
        widget.attrs["rows"] = min(int(widget.attrs.get("rows", 4)), 10)
        widget.attrs.pop("cols", None)
