"""All measures by name."""

from collections.abc import Callable

from footprint.model import Measured
from footprint.topics.arms import supplier_share, suppliers_share
from footprint.topics.borders import border_length, border_ratio, border_share, distance_ratio
from footprint.topics.energy import energy, oil_share
from footprint.topics.finance import creditor_lead, creditor_share, investor_lead
from footprint.topics.memberships import member, organisations
from footprint.topics.parade import (
    attendance,
    attendance_with_agreement,
    attendance_with_series,
    attendance_with_trade,
    first_full_attendance,
)
from footprint.topics.people import minority, minority_change, people
from footprint.topics.remittances import (
    sender_ratio,
    sender_share,
    senders_share,
    shock_ratio,
    transfer_ratio,
)
from footprint.topics.security import event, site_count
from footprint.topics.series import change, rise, series, series_in, series_ratio
from footprint.topics.statements import denied, fact, silence, speakers
from footprint.topics.trade import (
    eu_trade_change,
    partner_share,
    partner_since,
    partner_weight,
    reported_share,
    trade_ratio,
)
from footprint.topics.votes import agreement, agreement_since, votes, votes_on, votes_together

TOPIC_MEASURES: dict[str, Callable[..., Measured]] = {
    function.__name__: function
    for function in (
        series,
        series_ratio,
        change,
        partner_share,
        reported_share,
        sender_share,
        sender_ratio,
        transfer_ratio,
        people,
        creditor_share,
        fact,
        member,
        votes,
        site_count,
        senders_share,
        suppliers_share,
        votes_together,
        attendance,
        first_full_attendance,
        speakers,
        agreement,
        agreement_since,
        partner_since,
        attendance_with_agreement,
        attendance_with_series,
        attendance_with_trade,
        supplier_share,
        organisations,
        event,
        border_length,
        partner_weight,
        trade_ratio,
        creditor_lead,
        investor_lead,
        rise,
        eu_trade_change,
        distance_ratio,
        border_ratio,
        denied,
        votes_on,
        silence,
        border_share,
        minority,
        minority_change,
        oil_share,
        energy,
        series_in,
        shock_ratio,
    )
}
