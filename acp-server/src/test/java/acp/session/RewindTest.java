package acp.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallId;
import acp.event.Content;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Grant;
import acp.event.MessageId;
import acp.event.Outcome;
import acp.event.PlanEntry;
import acp.protocol.AcpException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** A conversation that is taken back, and brought back. */
class RewindTest {
  private static final Outcome END = Outcome.stopped(Outcome.Reason.END_TURN);

  private final Rig rig = new Rig(this::work);
  private final Session session = rig.open();

  /** Says what it was asked; "rewind 2" and "undo" are what commands would do. */
  private Mono<Outcome> work(Turn turn) {
    String text = text(turn.prompt());
    Mono<Void> deed =
        text.startsWith("rewind ")
            ? Mono.defer(() -> turn.tell(rewound(turn, Integer.parseInt(text.substring(7)))))
            : text.equals("undo") ? Mono.defer(() -> turn.tell(undone())) : told(turn, text);
    return deed.thenReturn(END);
  }

  private static Mono<Void> told(Turn turn, String text) {
    MessageId message = new MessageId("of " + text);
    return Flux.just(
            new Event.MessageChunk(message, Event.Role.AGENT, "re: " + text),
            new Event.MessageEnded(message, null),
            new Event.ConfigChanged(Map.of("mode", text)),
            new Event.UsageReported("lab/best", 10, 1, 0, 0, 100, 5),
            new Event.PlanChanged(
                List.of(new PlanEntry(text, PlanEntry.Priority.HIGH, PlanEntry.Status.PENDING))),
            new Event.PermissionAnswered(new CallId("c"), "yes", new Grant("execute", text)))
        .concatMap(turn::tell)
        .then();
  }

  private Event rewound(Turn turn, int prompts) {
    List<Long> all = Rig.await(rig.journal.prompts(turn.session()));
    int first = all.size() - 1 - prompts;
    return new Event.Rewound(all.get(first), all.getLast() - 1, new MessageId("m"), prompts);
  }

  private Event undone() {
    Rewinds rewinds = Rewinds.of(Rig.await(rig.journal.rewinds(session.id())));
    return new Event.RewindUndone(rewinds.standing().getLast().seq());
  }

  private static String text(List<Content> content) {
    return ((Content.Text) content.getFirst()).text();
  }

  private void prompt(String... texts) {
    for (String text : texts) {
      rig.prompt(session, text);
    }
  }

  /** What somebody sees who loads the session in another process. */
  private List<String> loaded() {
    return prompts(load(null).events());
  }

  private Rig.Seen load(@Nullable Integer turns) {
    Rig.Seen seen = new Rig.Seen();
    Session other = rig.engine(rig.journal, this::work).open(session.id(), null);
    other.replay(this, seen, turns).block(Rig.LIMIT);
    return seen;
  }

  /** What the agent remembers when it is asked again. */
  private List<String> remembered() {
    rig.remembered.clear();
    Session other = rig.engine(rig.journal, this::work).open(session.id(), null);
    rig.prompt(other, "and now");
    List<String> prompts = prompts(rig.remembered);
    return prompts.subList(0, prompts.size() - 1);
  }

  private static List<String> prompts(List<Event> events) {
    return events.stream()
        .filter(Event.PromptAccepted.class::isInstance)
        .map(event -> text(((Event.PromptAccepted) event).content()))
        .toList();
  }

  @Test
  void whatWasTakenBackIsShownToNobody() {
    prompt("one", "two", "three", "rewind 2");

    assertEquals(List.of("one", "rewind 2"), loaded());
    assertFalse(load(null).text().contains("re: two"));
    assertEquals(List.of("one", "rewind 2"), remembered());
  }

  @Test
  void theSameProcessForgetsItToo() {
    prompt("one", "two", "rewind 1");

    rig.remembered.clear();
    prompt("next");

    assertEquals(List.of("one", "rewind 1", "next"), prompts(rig.remembered));
  }

  @Test
  void whatAnotherProcessTakesBackIsForgottenHereToo() {
    prompt("one", "two");
    Session other = rig.engine(rig.journal, this::work).open(session.id(), null);

    rig.prompt(other, "rewind 1");
    rig.remembered.clear();
    prompt("next");

    assertEquals(List.of("one", "rewind 1", "next"), prompts(rig.remembered));
  }

  @Test
  void whileAnotherProcessIsAtWorkNothingIsTakenBack() {
    prompt("one", "two");
    Owner owner = new Owner(123, "x", Instant.EPOCH);
    rig.journal.holdAs(owner);

    AcpException busy = assertThrows(AcpException.class, () -> prompt("rewind 1"));

    assertTrue(busy.getMessage().contains("123"), busy.getMessage());
    rig.journal.holdAs(null);
    assertEquals(List.of("one", "two"), loaded());
  }

  @Test
  void aReplayEndsWhereSomethingWasTakenBackBehindIt() {
    prompt("one", "two", "rewind 1", "three");

    rig.journal.forgetRewinds(); // as if it had been told between the two looks

    assertEquals(List.of("one", "two", "rewind 1"), loaded());
  }

  @Test
  void nothingOfItLeavesTheDisk() {
    prompt("one", "two", "three");
    List<Event> before = rig.journaled(session.id());

    prompt("rewind 2");

    assertEquals(before, rig.journaled(session.id()).subList(0, before.size()));
  }

  @Test
  void planAndGrantsAreAsTheyWereBeforeIt() {
    prompt("one", "two", "rewind 1");

    SessionState state = Rig.await(session.ready());

    assertEquals("one", state.plan().getFirst().content());
    assertEquals(Set.of(new Grant("execute", "one")), state.grants());
  }

  @Test
  void settingsTitleAndCostAreNotOfTheConversation() {
    prompt("one", "two", "rewind 2");

    SessionState state = Rig.await(session.ready());

    assertEquals("two", state.config().get("mode"));
    assertEquals("one", state.title());
    assertEquals(10, state.tokens().cost());
    assertNull(state.usage());
  }

  @Test
  void whatWasRevokedStaysRevoked() {
    Grant grant = new Grant("execute", "x");
    SessionState state =
        SessionState.EMPTY
            .with(entry(1, new Event.PermissionAnswered(new CallId("c"), "yes", grant)))
            .passing(entry(2, new Event.GrantsRevoked(List.of(grant))));

    assertEquals(Set.of(), state.grants());
  }

  @Test
  void undoneItIsInItsOldPlaceBeforeWhatWasSaidSince() {
    prompt("one", "two", "rewind 1", "other way", "undo");

    assertEquals(List.of("one", "two", "rewind 1", "other way", "undo"), loaded());
    assertEquals(List.of("one", "two", "rewind 1", "other way", "undo"), remembered());
  }

  @Test
  void aRewindBehindAnotherIsUndoneFirst() {
    prompt("one", "two", "three", "rewind 1", "rewind 3");
    assertEquals(List.of("one", "rewind 3"), loaded());

    prompt("undo");
    assertEquals(List.of("one", "two", "rewind 1", "rewind 3", "undo"), loaded());

    prompt("undo");
    assertEquals(List.of("one", "two", "three", "rewind 1", "rewind 3", "undo", "undo"), loaded());
  }

  @Test
  void overlappingRewindsHideWhatEitherOfThemTookBack() {
    Rewinds rewinds =
        Rewinds.of(
            List.of(
                entry(20, rewound(10, 15)),
                entry(30, rewound(5, 8)),
                entry(40, rewound(7, 12)),
                entry(50, rewound(60, 61)),
                entry(70, new Event.RewindUndone(50)),
                entry(71, new Event.RewindUndone(999))));

    for (long seq = 1; seq <= 80; seq++) {
      assertEquals(seq >= 5 && seq <= 15, rewinds.hide(seq), "seq " + seq);
    }
  }

  @Test
  void theLastTurnsAreShownBehindANoticeThatCountsTheOthers() {
    prompt("one", "two", "three", "four");

    Rig.Seen seen = load(2);

    assertEquals(
        "2 earlier turns are not shown", ((Event.NoticeRaised) seen.events().getFirst()).title());
    assertEquals(List.of("three", "four"), prompts(seen.events()));
    assertFalse(seen.text().contains("re: two"), seen.text());
  }

  @Test
  void whatWasTakenBackIsNoneOfTheLastTurns() {
    prompt("one", "two", "three", "rewind 1", "four");

    assertEquals(List.of("two", "rewind 1", "four"), prompts(load(3).events()));
  }

  @Test
  void whoeverSeesTheLastTurnsHasTheStateOfAll() {
    prompt("one", "two", "three");
    Session whole = rig.engine(rig.journal, this::work).open(session.id(), null);
    Session part = rig.engine(rig.journal, this::work).open(session.id(), null);
    Session none = rig.engine(rig.journal, this::work).open(session.id(), null);

    whole.replay(this, new Rig.Seen()).block(Rig.LIMIT);
    part.replay(this, new Rig.Seen(), 1).block(Rig.LIMIT);
    none.replay(this, new Rig.Seen(), 0).block(Rig.LIMIT);

    assertEquals(whole.state(), part.state());
    assertEquals(whole.state(), none.state());
  }

  @Test
  void theStateIsThatOfAllAlsoIfTheLastPromptWasTakenBack() {
    prompt("one", "two");
    List<Long> prompts = Rig.await(rig.journal.prompts(session.id()));
    long last = session.state().lastSeq();
    Event taken = new Event.Rewound(prompts.getLast(), last, new MessageId("m"), 1);
    Entry entry = new Entry(last + 1, Instant.EPOCH, taken);
    rig.journal
        .append(session.id(), new Journal.Append(last, List.of(entry), List.of(), null))
        .block(Rig.LIMIT);
    Session whole = rig.engine(rig.journal, this::work).open(session.id(), null);
    Session other = rig.engine(rig.journal, this::work).open(session.id(), null);

    whole.replay(this, new Rig.Seen()).block(Rig.LIMIT);

    assertNull(whole.state().turn());
    assertEquals(whole.state(), other.ready().block(Rig.LIMIT));
  }

  @Test
  void moreTurnsThanThereAreAreAllOfThemWithoutANotice() {
    prompt("one", "two");

    Rig.Seen seen = load(2);

    assertEquals(List.of("one", "two"), prompts(seen.events()));
    assertTrue(seen.events().stream().noneMatch(Event.NoticeRaised.class::isInstance));
  }

  private static Event rewound(long from, long to) {
    return new Event.Rewound(from, to, new MessageId("m"), 1);
  }

  private static Entry entry(long seq, Event event) {
    return new Entry(seq, Instant.EPOCH, event);
  }
}
