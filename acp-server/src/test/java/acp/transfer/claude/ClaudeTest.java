package acp.transfer.claude;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallStatus;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
import acp.event.Shown;
import acp.surface.Desk;
import acp.transfer.Carrying;
import acp.transfer.Format;
import acp.transfer.Imported;
import acp.transfer.Imported.Status;
import acp.transfer.foreign.Telling;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import reactor.core.publisher.Mono;

/** Claude Code's sessions, from lines as it writes them. */
class ClaudeTest extends Carrying {
  private static final String ID = "1097f235-6c43-464b-8de4-bdf239717737";
  private static final SessionId SESSION = Telling.idOf("claude", ID);

  @Override
  protected List<Format> formats() {
    return List.of(new ClaudeLines());
  }

  private Path lines(String... lines) throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      all.append(
          lines[i]
              .replace('\'', '"')
              .replace(
                  "{@",
                  "{\"sessionId\":\"%s\",\"cwd\":\"/home/ada\",\"timestamp\":\"2026-11-20T09:30:%02d.500Z\","
                      .formatted(ID, i)));
      all.append('\n');
    }
    return file(ID + ".jsonl", all.toString());
  }

  private static final String[] TALK = {
    "{'type':'queue-operation','operation':'enqueue','sessionId':'" + ID + "'}",
    "{@'type':'user','isSidechain':false,'message':{'role':'user','content':'Fix it'}}",
    "{@'type':'attachment','attachment':{'type':'skill_listing'}}",
    "{@'type':'assistant','message':{'id':'m1','model':'best','content':[{'type':'thinking','thinking':'Hm','signature':'s'}],'usage':{'input_tokens':5,'output_tokens':1}}}",
    "{@'type':'assistant','message':{'id':'m1','model':'best','content':[{'type':'text','text':'I will.'}],'usage':{'input_tokens':5,'output_tokens':2}}}",
    "{@'type':'assistant','message':{'id':'m1','model':'best','content':[{'type':'tool_use','id':'c1','name':'Edit','input':{'file_path':'/home/ada/a.txt'}}],'usage':{'input_tokens':5,'output_tokens':9,'cache_read_input_tokens':70,'cache_creation_input_tokens':30}}}",
    "{@'type':'user','message':{'role':'user','content':[{'type':'tool_result','tool_use_id':'c1','content':'Edited'}]},'toolUseResult':{'filePath':'/home/ada/a.txt','originalFile':'a\\nb\\n','oldString':'b','newString':'x'}}",
    "{@'type':'assistant','isSidechain':true,'message':{'id':'m9','content':[{'type':'text','text':'a sub-agent'}]}}",
    "{@'type':'assistant','message':{'id':'m2','model':'best','content':[{'type':'tool_use','id':'c2','name':'TodoWrite','input':{'todos':[{'content':'leap','status':'in_progress'}]}},{'type':'tool_use','id':'c3','name':'Bash','input':{'command':'make'}}]}}",
    "{@'type':'user','message':{'role':'user','content':[{'type':'tool_result','tool_use_id':'c2','content':[{'type':'text','text':'ok'}]},{'type':'tool_result','tool_use_id':'c3','content':'no','is_error':true}]}}",
    "{@'type':'user','message':{'role':'user','content':[{'type':'text','text':'[Request interrupted by user]'}]}}",
    "{@'type':'user','isMeta':true,'message':{'role':'user','content':'Caveat'}}",
    "{@'type':'user','message':{'role':'user','content':[{'type':'text','text':'See'},{'type':'image','source':{'type':'base64','media_type':'image/png','data':'aGk='}}]}}",
    "{@'type':'ai-title','aiTitle':'A better title'}"
  };

  @Test
  void aSessionIsCarriedOver() throws Exception {
    Imported imported = one(lines(TALK));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(SESSION, imported.session());
    assertEquals("A better title", imported.title());
    assertEquals(1, imported.losses().get("messages of sub-agents"));
    assertEquals(1, imported.losses().get("signatures of thoughts"));
    assertEquals(1, imported.losses().get("lines of type attachment"));
    assertEquals("/home/ada", sessions().getFirst().cwd());
    List<Event> events = events(SESSION);
    assertTrue(
        events.contains(new Event.UsageReported("anthropic/best", 105, 9, 70, 30, 0, 0)),
        events::toString);
    assertEquals(1, events.stream().filter(Event.UsageReported.class::isInstance).count());
    List<Event.ToolCallEnded> ended =
        events.stream()
            .filter(Event.ToolCallEnded.class::isInstance)
            .map(Event.ToolCallEnded.class::cast)
            .toList();
    assertEquals(
        new Shown.Diff("/home/ada/a.txt", "a\nb\n", "a\nx\n"), ended.getFirst().shown().getFirst());
    assertEquals(
        List.of(CallStatus.COMPLETED, CallStatus.COMPLETED, CallStatus.FAILED),
        ended.stream().map(Event.ToolCallEnded::status).toList());
    assertTrue(events.stream().anyMatch(Event.PlanChanged.class::isInstance));
    assertEquals(
        List.of(Outcome.Reason.CANCELLED, Outcome.Reason.END_TURN),
        events.stream()
            .filter(Event.TurnEnded.class::isInstance)
            .map(event -> ((Event.TurnEnded) event).outcome())
            .map(outcome -> ((Outcome.Stopped) outcome).reason())
            .toList());
    assertEquals(Status.ALREADY_THERE, one(lines(TALK)).status());
  }

  @Test
  void aCompactionCutsTheContext() throws Exception {
    one(
        lines(
            TALK[1],
            "{@'type':'system','subtype':'compact_boundary','content':'Conversation compacted'}",
            "{@'type':'user','isCompactSummary':true,'message':{'role':'user','content':'They fixed it.'}}"));

    assertTrue(
        events(SESSION).stream()
            .anyMatch(
                event ->
                    event instanceof Event.CompactionEnded ended
                        && "They fixed it.".equals(ended.text())));
  }

  @Test
  void aFileOfASubAgentAloneIsPassedOver() throws Exception {
    Imported imported = one(lines(TALK[7], TALK[7]));

    assertEquals(Status.PASSED_OVER, imported.status());
    assertEquals(List.of(), sessions());
  }

  @Test
  void aBrokenLineIsNamedUnlessItIsTheLast() throws Exception {
    Imported refused = one(lines(TALK[1], "{@'type':'user','mess", TALK[12]));
    assertEquals("line 2: is not well-formed JSON", refused.problem());
    assertEquals(List.of(), sessions());

    Imported imported = one(lines(TALK[1], TALK[4], "{@'type':'user','mess"));
    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(1, imported.losses().get("an unfinished last line"));
  }

  @Test
  void whatWasImportedIsLoadedLikeOurOwn() throws Exception {
    one(lines(TALK));
    Outcome done = Outcome.stopped(Outcome.Reason.END_TURN);
    try (Desk desk = new Desk(to, _ -> Mono.just(done)).greet()) {
      desk.result(
          "session/load", "{'sessionId':'" + SESSION + "','cwd':'/home/ada','mcpServers':[]}");

      String shown = desk.updates().toString();
      for (String part : List.of("Fix it", "I will.", "leap", "make", "\"failed\"", "\"diff\"")) {
        assertTrue(shown.contains(part), () -> part + " is not in " + shown);
      }
    }
  }

  @Test
  void aCommandOfBlanksHoldsNobodyUp() throws Exception {
    String command = "x" + " ".repeat(2_000_000) + "y";
    Imported imported =
        one(
            file(
                "blanks.jsonl",
                """
                {"type":"user","sessionId":"s","cwd":"/a","message":{"role":"user","content":"hi"}}
                {"type":"assistant","sessionId":"s","message":{"id":"m","content":[{"type":"tool_use","id":"c","name":"Bash","input":{"command":"%s"}}]}}
                """
                    .formatted(command)));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
  }

  @Test
  void aChangeThatWouldFillTheMemoryIsLeftOut() throws Exception {
    Imported imported =
        one(
            file(
                "many.jsonl",
                """
                {"type":"user","sessionId":"s","cwd":"/a","message":{"role":"user","content":"hi"}}
                {"type":"assistant","sessionId":"s","message":{"id":"m","content":[{"type":"tool_use","id":"c","name":"Edit","input":{}}]}}
                {"type":"user","sessionId":"s","toolUseResult":{"filePath":"/a","originalFile":"%s","oldString":"a","newString":"%s","replaceAll":true},"message":{"role":"user","content":[{"type":"tool_result","tool_use_id":"c","content":"r"}]}}
                """
                    .formatted("a".repeat(1_000_000), "b".repeat(10_000))));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
  }

  @Test
  void aTitleIsALineThatListsCanHold() throws Exception {
    Imported imported =
        one(
            file(
                "title.jsonl",
                """
                {"type":"user","sessionId":"s","cwd":"/a","message":{"role":"user","content":"hi"}}
                {"type":"custom-title","sessionId":"s","customTitle":"a\\n\\u001b[2Jb %s"}
                """
                    .formatted("x".repeat(100_000))));

    String title = String.valueOf(imported.title());
    assertTrue(title.startsWith("a [2Jb x"), title);
    assertEquals(200, title.length());
  }
}
