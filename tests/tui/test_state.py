from __future__ import annotations

from store.queries.filters import ArticleFilter, EntityFilter, Listing, OutletFilter, RelationshipFilter, StanceFilter
from store.queries.listing import Order
from store.records import Stance
from tui.state import ExplorerState

GROUP = EntityFilter(1, "Ahrar al-Sham")
OTHER = EntityFilter(2, "Nusra Front")
FIGHT = RelationshipFilter(7, "Ahrar al-Sham fights Nusra Front")
ARTICLE = ArticleFilter(3, "Clashes in Idlib")
OUTLET = OutletFilter(4, "Reuters")


def parts(state: ExplorerState, listing: Listing) -> tuple[object, ...]:
    return state.request(listing).filters.parts


def test_moving_in_a_pane_filters_the_others_and_not_itself() -> None:
    state = ExplorerState()
    state.move(Listing.GROUPS, GROUP)
    assert parts(state, Listing.GROUPS) == ()
    assert (
        parts(state, Listing.ARTICLES)
        == parts(state, Listing.RELATIONSHIPS)
        == parts(state, Listing.CLAIMS)
        == (GROUP,)
    )


def test_a_second_pane_narrows_further_and_leaves_the_first_alone() -> None:
    state = ExplorerState()
    state.move(Listing.GROUPS, GROUP)
    state.move(Listing.RELATIONSHIPS, FIGHT)
    assert parts(state, Listing.GROUPS) == ()
    assert parts(state, Listing.RELATIONSHIPS) == (GROUP,)
    assert parts(state, Listing.CLAIMS) == (GROUP, FIGHT)


def test_moving_in_an_earlier_pane_drops_the_selections_after_it() -> None:
    state = ExplorerState()
    state.move(Listing.GROUPS, GROUP)
    state.move(Listing.RELATIONSHIPS, FIGHT)
    state.move(Listing.GROUPS, OTHER)
    assert parts(state, Listing.CLAIMS) == (OTHER,)


def test_the_claims_pane_narrows_nothing() -> None:
    state = ExplorerState()
    state.move(Listing.CLAIMS, ARTICLE)
    assert state.chain == ()


def test_enter_goes_deeper_and_escape_comes_back_the_same_way() -> None:
    state = ExplorerState()
    assert state.enter(Listing.GROUPS, GROUP) is Listing.RELATIONSHIPS
    assert state.enter(Listing.RELATIONSHIPS, FIGHT) is Listing.CLAIMS
    assert state.focus is Listing.CLAIMS
    assert state.back() and state.focus is Listing.RELATIONSHIPS and len(state.chain) == 2
    assert state.back() and state.focus is Listing.GROUPS and len(state.chain) == 1
    assert state.back() and state.chain == () and state.focus is Listing.GROUPS
    assert not state.back()


def test_escape_takes_the_typed_text_before_anything_else() -> None:
    state = ExplorerState()
    state.move(Listing.GROUPS, GROUP)
    state.typed[Listing.GROUPS] = "ahr"
    assert state.back()
    assert state.typed == {} and state.chain


def test_an_article_leads_to_the_reader() -> None:
    assert ExplorerState().enter(Listing.ARTICLES, ARTICLE) is None


def test_kept_filters_narrow_every_pane_and_go_last() -> None:
    state = ExplorerState()
    state.add(OUTLET)
    state.move(Listing.GROUPS, GROUP)
    assert parts(state, Listing.GROUPS) == (OUTLET,)
    assert parts(state, Listing.CLAIMS) == (OUTLET, GROUP)
    state.back()
    state.back()
    assert parts(state, Listing.CLAIMS) == ()


def test_a_filter_of_the_same_slot_replaces_the_one_before() -> None:
    state = ExplorerState()
    state.add(StanceFilter(Stance.HOSTILE))
    state.add(OUTLET)
    state.add(StanceFilter(Stance.COOPERATIVE))
    assert state.kept.parts == (OUTLET, StanceFilter(Stance.COOPERATIVE))


def test_two_groups_may_be_kept_together() -> None:
    state = ExplorerState()
    state.add(GROUP)
    state.add(OTHER)
    assert state.kept.parts == (GROUP, OTHER)


def test_keeping_turns_the_last_selection_into_a_filter() -> None:
    state = ExplorerState()
    state.move(Listing.GROUPS, GROUP)
    assert state.keep()
    assert state.kept.parts == (GROUP,) and state.chain == ()
    assert not state.keep()


def test_each_crumb_can_be_removed_by_itself() -> None:
    state = ExplorerState()
    state.add(OUTLET)
    state.move(Listing.GROUPS, GROUP)
    state.move(Listing.RELATIONSHIPS, FIGHT)
    state.typed[Listing.ARTICLES] = "truce"
    labels = [crumb.label for crumb in state.crumbs()]
    assert labels == ["outlet Reuters", "Ahrar al-Sham", "Ahrar al-Sham fights Nusra Front", "articles “truce”"]
    for crumb in state.crumbs():
        state.remove(crumb)
    assert state.crumbs() == []
    assert all(not request.filters and not request.text for request in state.requests().values())


def test_walking_starts_anew_at_the_entity() -> None:
    state = ExplorerState()
    state.add(OUTLET)
    state.move(Listing.GROUPS, GROUP)
    state.typed[Listing.RELATIONSHIPS] = "fights"
    state.walk(OTHER)
    assert state.focus is Listing.RELATIONSHIPS
    assert parts(state, Listing.RELATIONSHIPS) == (OUTLET, OTHER)
    assert state.request(Listing.RELATIONSHIPS).text == ""


def test_choosing_a_column_again_turns_the_order_round() -> None:
    order = Order("claims")
    assert order.turned("name") == Order("name")
    assert order.turned("claims") == Order("claims", reverse=True)
    assert order.turned("claims").turned("claims") == order


def test_removing_everything_keeps_orders_and_focus() -> None:
    state = ExplorerState()
    state.orders[Listing.GROUPS] = Order("name")
    state.add(OUTLET)
    state.move(Listing.GROUPS, GROUP)
    state.remove_all()
    assert state.crumbs() == [] and state.orders[Listing.GROUPS] == Order("name")
