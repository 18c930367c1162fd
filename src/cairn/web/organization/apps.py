from django.apps import AppConfig


class OrganizationPages(AppConfig):
    name = "cairn.web.organization"
    label = "web_organization"
