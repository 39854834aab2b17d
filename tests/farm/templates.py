"""The templates: a kind of page, a style of markup, and whom it is about. Two halves that share nothing of these."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Template:
    kind: str
    style: str
    wants: str

    @property
    def name(self) -> str:
        return f"{self.kind}/{self.style}"


def _of(*rows: str) -> tuple[Template, ...]:
    return tuple(Template(*row.split()) for row in rows)


PRACTICE = _of(
    "home div_css portal", "home old_table county", "home semantic prefecture", "home hanweb hubei",
    "home trs province",
    "department_home old_table labour", "department_home dedecms justice", "department_home div_css provincial",
    "department_home wordpress central", "department_home inline_styles department",
    "leaders hanweb county", "leaders bootstrap department", "contact empire county", "contact trs labour",
    "functions old_table central", "functions vue_shell provincial", "article trs county", "article hanweb prefecture",
    "article wordpress labour", "article mobile hubei", "notice_list empire department", "notice_list semantic county",
    "nav_portal bootstrap portal", "nav_portal mobile prefecture", "cert_query old_table labour",
    "cert_query dedecms provincial", "cert_single inline_styles central", "cert_single mobile provincial",
    "payment bootstrap police", "social_security mobile labour", "social_security next_shell labour",
    "provident_fund div_css prefecture", "gov_service vue_shell portal", "gov_service next_shell province",
    "etc mobile province", "complaint_bureau wordpress prefecture", "procurement dedecms county",
    "recruitment empire labour", "english_portal semantic english", "court_home div_css court",
    "court_notice inline_styles court", "tax old_table central", "police_home hanweb police",
    "police_fine mobile police", "subsidy inline_styles labour", "medical next_shell prefecture",
    "app_download bootstrap police", "login vue_shell provincial", "township wordpress county", "zone trs zone",
    "statistics semantic prefecture", "real_estate empire county", "supervision dedecms supervision",
    "budget hanweb procuratorate",
)  # fmt: skip

EXAM = _of(
    "wanted bare police", "wanted layui procuratorate", "car_lottery uniapp prefecture", "marriage aspnet county",
    "vaccine elements prefecture", "pension_alive uniapp labour", "licence_report layui provincial",
    "refund_center bare police", "disability siteserver county", "farmland jsp_frames county",
    "school_roll aspnet central", "letter_box drupal prefecture", "land_auction siteserver county",
    "driver uniapp police", "org_chart jsp_frames provincial", "emergency drupal hubei", "investment elements zone",
    "news_list aspnet portal", "elder uniapp county", "home layui province", "home siteserver county",
    "department_home jsp_frames labour", "article drupal justice", "contact bare court", "leaders aspnet supervision",
    "cert_query bare labour",
)  # fmt: skip

BY_HALF = {"practice": PRACTICE, "exam": EXAM}
