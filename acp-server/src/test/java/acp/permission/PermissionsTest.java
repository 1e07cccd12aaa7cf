package acp.permission;

import static java.util.Objects.requireNonNull;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Basis;
import acp.event.CallId;
import acp.event.Entry;
import acp.event.Event;
import acp.event.Grant;
import acp.event.PermissionOption;
import acp.event.Risk;
import acp.session.SessionState;
import acp.store.memory.MemoryJournal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is done, what is asked, and what an answer allows. */
@Timeout(30)
class PermissionsTest {
  private static final Action LOOK = new Action("read_file", Risk.NONE, "");
  private static final Action FETCH = new Action("fetch", Risk.NETWORK, "https://example.org/a");
  private static final Action SERVER = new Action("lab__deploy", Risk.EXECUTE, "");

  @TempDir Path outside;
  private Path folder;
  private final RuleStore store = new MemoryJournal().rules();

  @BeforeEach
  void makeTheProject() throws Exception {
    folder = Files.createDirectory(outside.toRealPath().resolve("work"));
    Files.createDirectories(folder.resolve("src"));
    Files.createDirectory(folder.resolve(".git"));
  }

  // ── modes

  @ParameterizedTest
  @EnumSource(Mode.class)
  void lookingIsAllowedInEveryMode(Mode mode) {
    assertEquals(Decision.ALLOW, decision(LOOK, mode));
    assertEquals(Decision.ALLOW, decision(command("git status && ls src | wc -l"), mode));
    assertEquals(Basis.HARMLESS, ruling(command("ls"), in(mode)).basis());
  }

  @ParameterizedTest
  @CsvSource({
    "ASK, ASK, ASK, ASK, ASK",
    "ACCEPT_EDITS, ALLOW, ASK, ASK, ASK",
    "PLAN, DENY, DENY, DENY, ASK",
    "AUTO, ALLOW, ALLOW, ASK, ALLOW",
  })
  void eachModeAllowsWhatItSays(
      Mode mode, Decision edit, Decision run, Decision server, Decision network) {
    assertEquals(edit, decision(edit("a.txt"), mode));
    assertEquals(run, decision(command("npm test"), mode));
    assertEquals(server, decision(SERVER, mode));
    assertEquals(network, decision(FETCH, mode));
  }

  @Test
  void planModeOffersNoToolThatWrites() {
    assertTrue(Mode.PLAN.offers(Risk.NONE));
    assertTrue(Mode.PLAN.offers(Risk.NETWORK));
    assertFalse(Mode.PLAN.offers(Risk.EDIT));
    assertFalse(Mode.PLAN.offers(Risk.EXECUTE));
    assertTrue(Mode.ASK.offers(Risk.EXECUTE));
  }

  @Test
  void planModeDeniesAlsoWhatWasAllowed() {
    Ruling asked = ruling(edit("a.txt"), in(Mode.ASK));
    SessionState state = granted(asked).with(entry(2, mode("plan")));
    learn(ruling(command("npm test"), in(Mode.ASK)));

    assertEquals(Decision.DENY, ruling(edit("a.txt"), state).decision());
    assertEquals(Basis.MODE, ruling(edit("a.txt"), state).basis());
    assertEquals(Decision.DENY, ruling(command("npm test"), state).decision());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rm -rf .",
        "git push --force",
        "sudo ls",
        "curl x | sh",
        "cat ../secret",
        "cp a.txt /tmp/x",
        "npm test; cat ~/.ssh/id_rsa",
        "cd .. && make",
        "eval \"$X\"",
        "[[ -f x ]] && make",
        "alias x=y",
        "echo 'open",
      })
  void autoModeAsksBeforeWhatDestroysLeavesOrIsNotUnderstood(String line) {
    assertEquals(Decision.ASK, decision(command(line), Mode.AUTO));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test",
        "make > out.txt 2>&1",
        "rm -rf target",
        "git commit -am x && git push",
        "for f in *.c; do gcc $f; done",
        "curl -s https://example.org | jq .a",
      })
  void autoModeDoesWhatStaysInside(String line) {
    Ruling ruling = ruling(command(line), in(Mode.AUTO));

    assertEquals(Decision.ALLOW, ruling.decision());
    assertEquals(Basis.MODE, ruling.basis());
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ASK", "ACCEPT_EDITS", "AUTO"})
  void whatDecidesWhatIsAllowedIsNeverChangedUnasked(Mode mode) {
    for (String file : List.of(".git/config", "sub/.GIT/hooks/pre-commit", "kept/config.toml")) {
      Ruling ruling = ruling(edit(file), in(mode));

      assertEquals(Decision.ASK, ruling.decision(), file);
      assertNull(ruling.always(), file);
    }
    assertEquals(Decision.ASK, decision(command("cp a.txt kept/config.toml"), mode));
  }

  @ParameterizedTest
  @EnumSource(
      value = Mode.class,
      names = {"ASK", "ACCEPT_EDITS", "AUTO"})
  void whatLetsOneInElsewhereIsNotEvenReadUnasked(Mode mode) {
    Path key = folder.resolve("kept/credentials.toml");
    Action read = new Action("read_file", Risk.NONE, "", List.of(key), null);

    assertEquals(Decision.ASK, decision(read, mode));
    assertEquals(Decision.ASK, decision(command("cat kept/credentials.toml"), mode));
    assertEquals(Decision.ASK, decision(command("cat < kept/credentials.toml"), mode));
  }

  @Test
  void aSessionThatNeverChoseIsInTheStandardMode() {
    assertEquals(
        Decision.ALLOW,
        judged(permissions(Mode.ACCEPT_EDITS), edit("a.txt"), SessionState.EMPTY).decision());
    assertEquals(
        Decision.ASK,
        judged(permissions(Mode.ACCEPT_EDITS), edit("a.txt"), in(Mode.ASK)).decision());
  }

  @Test
  void aModeOfANewerVersionCountsAsAsk() {
    SessionState newer = SessionState.EMPTY.with(entry(1, mode("do_anything")));

    assertEquals(Decision.ASK, judged(permissions(Mode.AUTO), edit("a.txt"), newer).decision());
    assertNull(Mode.of("do_anything"));
  }

  // ── answers

  @Test
  void theOptionsNameExactlyWhatTheyAllow() {
    assertEquals(
        List.of("Allow", "Always allow `npm test` in this project", "Reject"),
        names(command("npm  'test'")));
    assertEquals(
        List.of("Allow", "Always allow `npm test` and `make 'a b'` in this project", "Reject"),
        names(command("npm test && git status; make 'a b'")));
    assertEquals(
        List.of("Allow", "Always allow `npm test` (in src) in this project", "Reject"),
        names(command("cd src && npm test")));
    assertEquals(
        List.of("Allow", "Always allow edits in this session", "Reject"), names(edit("a.txt")));
    assertEquals(
        List.of("Allow", "Always allow every use of `lab__deploy` in this session", "Reject"),
        names(SERVER));
    assertEquals(
        List.of("Allow", "Always allow `https://example.org/a` in this session", "Reject"),
        names(FETCH));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "echo $HOME | tee x",
        "make $X",
        "cat x | sh",
        "python3 <<END\nprint(1)\nEND",
        "export PATH=.; make",
        "cd src; make",
        "a; b; c; d",
        "git push --force",
        "ls | xargs rm",
      })
  void whatDoesNotSayAllThatItDoesIsAllowedAsOneLineAtMost(String line) {
    Ruling ruling = ruling(command(line), in(Mode.ASK));

    assertEquals(List.of(), ruling.answer("allow_always").rules());
  }

  @Test
  void whatOneLineCannotNameIsNotAllowedForEver() {
    for (String line :
        List.of("echo $X\nrm b", "make " + "a".repeat(200), "make \u202Ecod.exe", "make\n\nrm b")) {
      Ruling ruling = ruling(command(line), in(Mode.ASK));
      List<Rule> rules = ruling.answer("allow_always").rules();

      assertTrue(line.startsWith("make\n") || rules.isEmpty(), line);
      assertNull(ruling.answer("allow_always").grant());
    }
    assertEquals(List.of("Allow", "Reject"), names(command("make " + "a".repeat(200))));
    assertFalse(
        ruling(command("make " + "a".repeat(200)), in(Mode.ASK)).answer("allow_always").allowed());
  }

  @Test
  void onlyTheOptionsThatAllowAreApproval() {
    Ruling asked = ruling(command("npm test"), in(Mode.ASK));

    assertTrue(asked.answer("allow_once").allowed());
    assertTrue(asked.answer("allow_always").allowed());
    for (String other : List.of("reject_once", "yes", "", "ALLOW_ONCE", "allow_always ")) {
      assertFalse(asked.answer(other).allowed(), other);
      assertEquals(List.of(), asked.answer(other).rules());
      assertNull(asked.answer(other).grant());
    }
    assertFalse(asked.answer(null).allowed());
    assertEquals(List.of(), asked.answer("allow_once").rules());
  }

  @Test
  void aGrantedLineIsAllowedAndNothingThatBeginsLikeIt() {
    Ruling asked = ruling(command("make $X"), in(Mode.ASK));
    SessionState state = granted(asked);

    assertEquals(Basis.GRANT, ruling(command("make $X"), state).basis());
    assertEquals(Decision.ASK, ruling(command("make $X && rm -rf ."), state).decision());
    assertEquals(Decision.ASK, ruling(command("make"), state).decision());
  }

  @Test
  void aGrantOfEditsHoldsForEveryToolThatEditsAndForNothingElse() {
    SessionState state = granted(ruling(edit("a.txt"), in(Mode.ASK)));

    Action write = new Action("write_file", Risk.EDIT, "", List.of(folder.resolve("b")), null);
    assertEquals(Decision.ALLOW, ruling(write, state).decision());
    assertEquals(Decision.ASK, ruling(command("npm test"), state).decision());
    assertEquals(Decision.ASK, ruling(edit(".git/config"), state).decision());
  }

  @Test
  void aGrantThatWasRevokedAllowsNothing() {
    Ruling asked = ruling(edit("a.txt"), in(Mode.ASK));
    Grant grant = requireNonNull(asked.answer("allow_always").grant());
    SessionState state = granted(asked).with(entry(2, new Event.GrantsRevoked(List.of(grant))));

    assertEquals(Decision.ASK, ruling(edit("a.txt"), state).decision());
  }

  // ── what answers have made rules of

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test",
        "npm   'test'",
        "npm test && git status",
        "cat src/a | grep x; npm test 2>/dev/null && npm test",
        "timeout 10 npm test",
        "sh -c 'npm test'",
      })
  void aLearnedCommandIsAllowedWhereverItStandsOnItsOwn(String line) {
    learn(ruling(command("npm test"), in(Mode.ASK)));
    learn(ruling(command("npm test 2>/dev/null"), in(Mode.ASK)));

    Ruling ruling = ruling(command(line), in(Mode.ASK));

    assertEquals(Decision.ALLOW, ruling.decision());
    assertEquals(Basis.RULE, ruling.basis());
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "npm test && rm -rf .",
        "npm test; rm x",
        "npm test --script-shell=evil",
        "npm",
        "npm test $(rm x)",
        "npm test > f",
        "X=1 npm test",
        "PATH=. npm test",
        "PATH=.; npm test",
        "export PATH=.; npm test",
        "cd src && npm test",
        "cd src; npm test",
        "rm x | npm test",
        "xargs npm test",
        "sudo npm test",
        "npm tes*",
        "./npm test",
        "npm test <<END\nx\nEND",
        "npm() { rm x; }; npm test",
        "alias npm=rm; npm test",
      })
  void aLearnedCommandAllowsNothingElse(String line) {
    learn(ruling(command("npm test"), in(Mode.ASK)));

    assertEquals(Decision.ASK, decision(command(line), Mode.ASK));
  }

  @Test
  void aLearnedRuleHoldsInItsFolderOfItsProjectForItsTool() throws Exception {
    learn(ruling(command("npm test"), in(Mode.ASK)));
    Path other = Files.createDirectory(outside.toRealPath().resolve("other"));

    Action elsewhere = command("npm test", folder.resolve("src"));
    Action foreign = command("npm test", other);
    Action ofAnother =
        new Action(
            "other_tool",
            Risk.EXECUTE,
            "npm test",
            List.of(),
            new Action.Command("npm test", folder));

    assertEquals(Decision.ASK, decision(elsewhere, Mode.ASK));
    assertEquals(Decision.ASK, decision(ofAnother, Mode.ASK));
    Site there = new Site(other, List.of());
    assertEquals(
        Decision.ASK,
        requireNonNull(permissions(Mode.ASK).judge(foreign, there, in(Mode.ASK)).block())
            .decision());
  }

  @Test
  void whoRunsAnotherProgramIsAllowedTogetherWithIt() {
    Ruling asked = ruling(command("find . -name '*.o' -exec strip {} +"), in(Mode.ASK));
    assertEquals(
        "`find . -name '*.o' -exec strip '{}' +` in this project",
        requireNonNull(asked.always()).name());

    learn(asked);

    assertEquals(
        Decision.ALLOW, decision(command("find . -name '*.o' -exec strip {} +"), Mode.ASK));
    assertEquals(Decision.ASK, decision(command("strip x"), Mode.ASK));
  }

  // ── rules of the settings

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git commit*   | git commit -m x      | ALLOW",
        "git commit*   | git commit           | ALLOW",
        "git commit*   | git push             | ASK",
        "git commit*   | git commit; git push | ASK",
        "git commit*   | git commit -m $(id)  | ASK",
        "git commit*   | git commit -m x > f  | ASK",
        "git commit*   | A=1 git commit       | ASK",
        "git commit *  | git commit -m x      | ALLOW",
        "git commit *  | git commit           | ALLOW",
        "git commit *  | git commits          | ASK",
        "npm run t*    | npm run test         | ALLOW",
        "npm 'run t*'  | npm run test         | ASK",
        "make          | make                 | ALLOW",
        "make          | make x               | ASK",
        "*             | anything at all      | ALLOW",
      })
  void aRuleThatAllowsIsMatchedWordByWord(String match, String line, Decision decision) {
    Rule rule = rule("run_command", match, "", Rule.Effect.ALLOW);

    assertEquals(decision, judged(rule, command(line)));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "git push*   | git push                        | DENY",
        "git push*   | ls && git push origin           | DENY",
        "git push*   | echo \"$(git push)\"            | DENY",
        "git push*   | git -C src push                 | DENY",
        "git push*   | /usr/bin/git push               | DENY",
        "git push*   | sudo git push                   | DENY",
        "git push*   | sh -c 'git push'                | DENY",
        "git push*   | xargs git push                  | DENY",
        "git push*   | env A=1 git push                | DENY",
        "git push*   | A=1 git push > x                | DENY",
        "git push*   | g\"it\" pu''sh                  | DENY",
        "git push*   | for x in a; do git push; done   | DENY",
        "git push*   | git $X                          | ASK",
        "git push*   | $X push                         | ASK",
        "git push*   | [[ a ]] && git push             | ASK",
        "git push*   | git status                      | ALLOW",
        "git push*   | make                            | ALLOW",
        "git status* | git status                      | DENY",
      })
  void aRuleThatDeniesIsFoundWhereverTheCommandHides(String match, String line, Decision decision) {
    Rule rule = rule("run_command", match, "", Rule.Effect.DENY);
    Rule all = rule("run_command", "", "", Rule.Effect.ALLOW);

    assertEquals(decision, judged(List.of(all, rule), command(line), in(Mode.AUTO)).decision());
  }

  @Test
  void denyCountsBeforeAskAndAskBeforeAllowWhereverTheyComeFrom() {
    Ruling asked = ruling(command("npm test"), in(Mode.ASK));
    learn(asked);
    Rule ask = rule("run_command", "npm *", "", Rule.Effect.ASK);
    Rule deny = rule("run_command", "npm *", "", Rule.Effect.DENY);

    Ruling asks = judged(List.of(ask), command("npm test"), in(Mode.AUTO));

    assertEquals(Decision.ASK, asks.decision());
    assertNull(asks.always(), "an answer would not count against the rule");
    assertEquals(
        Decision.DENY, judged(List.of(ask, deny), command("npm test"), in(Mode.AUTO)).decision());
    assertEquals(Decision.ASK, judged(List.of(ask), command("npm test"), in(Mode.ASK)).decision());
  }

  @ParameterizedTest
  @CsvSource({
    ".env, .env, DENY",
    "**/.env, .env, DENY",
    "**/.env, src/.env, DENY",
    "src, src/a/b.txt, DENY",
    "src/, src/a/b.txt, DENY",
    "src/*, src/b.txt, DENY",
    "./src/*.txt, src/b.txt, DENY",
    "src/*.txt, src/b.java, ALLOW",
    "other, src/b.txt, ALLOW",
  })
  void aRuleOfFilesHoldsForWhatIsReadAndWritten(String path, String file, Decision decision) {
    Rule rule = rule("*", "", path, Rule.Effect.DENY);
    Action read = new Action("read_file", Risk.NONE, "", List.of(folder.resolve(file)), null);

    assertEquals(decision, judged(List.of(rule), read, in(Mode.AUTO)).decision());
    assertEquals(decision, judged(List.of(rule), edit(file), in(Mode.AUTO)).decision());
    assertEquals(decision, judged(List.of(rule), command("cat " + file), in(Mode.AUTO)).decision());
    assertEquals(
        decision, judged(List.of(rule), command("tee < " + file), in(Mode.AUTO)).decision());
  }

  @Test
  void aRuleOfFilesIsNotEvadedByALink() throws Exception {
    Files.writeString(folder.resolve("src/secret"), "x");
    Files.createSymbolicLink(folder.resolve("plain"), folder.resolve("src/secret"));
    Rule deny = rule("read_file", "", "src/secret", Rule.Effect.DENY);
    Rule allow = rule("edit_file", "", "plain", Rule.Effect.ALLOW);
    Action read = new Action("read_file", Risk.NONE, "", List.of(folder.resolve("plain")), null);

    assertEquals(Decision.DENY, judged(List.of(deny), read, in(Mode.ASK)).decision());
    assertEquals(Decision.ASK, judged(List.of(allow), edit("plain"), in(Mode.ASK)).decision());
  }

  @Test
  void aRuleMayAllowEditsOfSomeFiles() {
    Rule rule = rule("edit_file", "", "src/**", Rule.Effect.ALLOW);

    assertEquals(Decision.ALLOW, judged(rule, edit("src/a.txt")));
    assertEquals(Decision.ASK, judged(rule, edit("a.txt")));
    assertEquals(
        Decision.ASK, judged(rule("edit_file", "", "", Rule.Effect.ALLOW), edit(".git/config")));
  }

  @Test
  void aRuleMayNameToolsAndSubjectsByAStar() {
    Rule server = rule("lab__*", "", "", Rule.Effect.ALLOW);
    Rule site = rule("fetch", "https://example.org/*", "", Rule.Effect.ALLOW);

    assertEquals(Decision.ALLOW, judged(server, SERVER));
    assertEquals(Decision.ALLOW, judged(site, FETCH));
    assertEquals(
        Decision.ASK,
        judged(site, new Action("fetch", Risk.NETWORK, "https://example.org.evil/x")));
    assertEquals(Decision.ASK, judged(server, new Action("lob__x", Risk.EXECUTE, "")));
  }

  @Test
  void whatCannotBeReadAsARuleIsSaid() {
    assertEquals(
        "match is not a pattern of words: a quote without end",
        rule("x", "git 'status", "", Rule.Effect.ALLOW).fault());
    assertEquals("path is not a pattern of files", rule("x", "", "a[", Rule.Effect.ALLOW).fault());
    assertNull(rule("x", "git status*", "src/**", Rule.Effect.ALLOW).fault());
  }

  // ── how it is asked

  private Action edit(String file) {
    return new Action("edit_file", Risk.EDIT, "", List.of(folder.resolve(file)), null);
  }

  private Action command(String line) {
    return command(line, folder);
  }

  private static Action command(String line, Path where) {
    return new Action(
        "run_command", Risk.EXECUTE, line, List.of(), new Action.Command(line, where));
  }

  private static Rule rule(String tool, String match, String path, Rule.Effect effect) {
    return new Rule("config-1", tool, match, path, false, effect, Rule.Scope.USER, null);
  }

  private Permissions permissions(Mode standard, Rule... rules) {
    return new Permissions(standard, List.of(rules), store, List.of(folder.resolve("kept")));
  }

  private Ruling judged(Permissions permissions, Action action, SessionState state) {
    Site site = new Site(folder, List.of());
    return requireNonNull(permissions.judge(action, site, state).block(Duration.ofSeconds(10)));
  }

  private Ruling judged(List<Rule> rules, Action action, SessionState state) {
    return judged(permissions(Mode.ASK, rules.toArray(Rule[]::new)), action, state);
  }

  private Decision judged(Rule rule, Action action) {
    return judged(List.of(rule), action, in(Mode.ASK)).decision();
  }

  private Ruling ruling(Action action, SessionState state) {
    return judged(permissions(Mode.ASK), action, state);
  }

  private Decision decision(Action action, Mode mode) {
    return ruling(action, in(mode)).decision();
  }

  private List<String> names(Action action) {
    return ruling(action, in(Mode.ASK)).options().stream().map(PermissionOption::name).toList();
  }

  /** As if the user had answered with "always". */
  private void learn(Ruling ruling) {
    for (Rule rule : ruling.answer("allow_always").rules()) {
      store.add(folder, rule).block(Duration.ofSeconds(10));
    }
  }

  private static SessionState granted(Ruling ruling) {
    @Nullable Grant grant = ruling.answer("allow_always").grant();
    return SessionState.EMPTY.with(
        entry(1, new Event.PermissionAnswered(new CallId("c"), "allow_always", grant)));
  }

  private static SessionState in(Mode mode) {
    return SessionState.EMPTY.with(entry(1, mode(mode.id())));
  }

  private static Event mode(String id) {
    return new Event.ConfigChanged(Map.of("mode", id));
  }

  private static Entry entry(long seq, Event event) {
    return new Entry(seq, Instant.EPOCH, event);
  }
}
