"""French words for the contract's codes, for tables and pages that people read.

>>> IMPACTS["it_outage"], STATUSES["planned"]
('système informatique arrêté', 'à venir')
"""

from __future__ import annotations

from typing import Final

STATUSES: Final = {
    "confirmed": "avéré",
    "possible": "possible",
    "planned": "à venir",
    "denied": "démenti",
}

KINDS: Final = {
    "health": "santé",
    "local_government": "collectivité",
    "government": "État",
    "education": "enseignement",
    "company": "entreprise",
    "media": "média",
    "nonprofit": "association",
    "person": "personne",
    "other": "autre",
}

ROLES: Final = {
    "occurred": "survenue",
    "detected": "détectée",
    "disclosed": "révélée",
    "claimed": "revendiquée",
    "complaint": "plainte",
    "notified": "signalée",
    "published_data": "données publiées",
    "restored": "rétablissement",
    "deadline": "échéance",
    "other": "autre date",
}

AUTHORITIES: Final = {
    "anssi": "Anssi",
    "cnil": "Cnil",
    "prosecutor": "parquet",
    "police": "police",
    "gendarmerie": "gendarmerie",
    "intelligence": "renseignement",
    "health_agency": "agence de santé",
    "prefecture": "préfecture",
    "cybermalveillance": "Cybermalveillance",
    "csirt": "CSIRT",
    "foreign_cyber_agency": "agence cyber étrangère",
    "foreign_dpa": "autorité de protection des données étrangère",
    "unspecified": "autorité non précisée",
}

ACTIONS: Final = {
    "complaint": "plainte",
    "notification": "signalement",
    "investigation": "enquête",
    "assistance": "assistance",
}

IMPACTS: Final = {
    "it_outage": "système informatique arrêté",
    "encryption": "données chiffrées",
    "degraded_operation": "mode dégradé",
    "service_disruption": "service perturbé",
    "online_service_outage": "service en ligne arrêté",
    "communication_outage": "communications coupées",
    "data_breach": "fuite de données",
    "financial_loss": "perte financière",
}

CLAIMS: Final = {"claimed": "revendiquée", "not_claimed": "non revendiquée"}
