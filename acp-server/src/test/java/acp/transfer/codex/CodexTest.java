package acp.transfer.codex;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.CallStatus;
import acp.event.Event;
import acp.event.Outcome;
import acp.event.SessionId;
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

/** Codex's sessions, from lines as it writes them. */
class CodexTest extends Carrying {
  private static final String ID = "01a1f987-c5b7-7fc2-8d9b-298004aceb2b";
  private static final SessionId SESSION = Telling.idOf("codex", ID);

  @Override
  protected List<Format> formats() {
    return List.of(new CodexRollout());
  }

  private Path lines(String... lines) throws Exception {
    StringBuilder all = new StringBuilder();
    for (int i = 0; i < lines.length; i++) {
      String at = "{\"timestamp\":\"2026-11-20T09:30:%02d.500Z\",".formatted(i);
      all.append(
              lines[i]
                  .replace('\'', '"')
                  .replace("{@item ", at + "\"type\":\"response_item\",\"payload\":{")
                  .replace("{@event ", at + "\"type\":\"event_msg\",\"payload\":{")
                  .replace("{@", at))
          .append('\n');
    }
    return file("rollout-2026-11-20T09-30-00-" + ID + ".jsonl", all.toString());
  }

  private static final String META =
      "{@'type':'session_meta','payload':{'id':'"
          + ID
          + "','cwd':'/home/ada','model_provider':'lab'}}";

  private static final String[] TALK = {
    META,
    "{@item 'type':'message','role':'user','content':[{'type':'input_text','text':'<environment_context>x'}]}}",
    "{@'type':'turn_context','payload':{'cwd':'/home/ada','model':'best'}}",
    "{@item 'type':'message','role':'user','content':[{'type':'input_text','text':'Fix it'},{'type':'input_image','image_url':'data:image/png;base64,aGk='}]}}",
    "{@event 'type':'user_message','message':'Fix it'}}",
    "{@item 'type':'reasoning','summary':[{'type':'summary_text','text':'Hm'}],'encrypted_content':'x'}}",
    "{@item 'type':'function_call','name':'shell','arguments':'{\\'command\\':[\\'make\\',\\'all\\']}','call_id':'c1'}}",
    "{@item 'type':'function_call_output','call_id':'c1','output':'{\\'output\\':\\'no rule\\',\\'metadata\\':{\\'exit_code\\':2}}'}}",
    "{@item 'type':'function_call','name':'update_plan','arguments':'{\\'plan\\':[{\\'step\\':\\'leap\\',\\'status\\':\\'completed\\'}]}','call_id':'c2'}}",
    "{@item 'type':'function_call_output','call_id':'c2','output':'Plan updated'}}",
    "{@item 'type':'custom_tool_call','name':'apply_patch','input':'*** Begin Patch','call_id':'c3'}}",
    "{@item 'type':'custom_tool_call_output','call_id':'c3','output':'Exit code: 0\\nDone'}}",
    "{@item 'type':'message','role':'assistant','content':[{'type':'output_text','text':'It is fixed.'}]}}",
    "{@event 'type':'token_count','info':{'last_token_usage':{'input_tokens':90,'cached_input_tokens':40,'output_tokens':7,'total_tokens':97},'model_context_window':1000}}}",
    "{@event 'type':'token_count','info':null}}",
    "{@event 'type':'turn_aborted','reason':'interrupted'}}",
    "{@'type':'world_state','payload':{}}"
  };

  @Test
  void aSessionIsCarriedOver() throws Exception {
    Imported imported = one(lines(TALK));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(SESSION, imported.session());
    assertEquals("Fix it", imported.title());
    assertEquals(1, imported.losses().get("instructions and notes for the model"));
    assertEquals(1, imported.losses().get("thoughts that are encrypted"));
    assertEquals("/home/ada", sessions().getFirst().cwd());
    List<Event> events = events(SESSION);
    assertTrue(
        events.contains(new Event.UsageReported("lab/best", 90, 7, 40, 1000)), events::toString);
    assertEquals(
        List.of("make all", "update_plan", "apply_patch"),
        events.stream()
            .filter(Event.ToolCallStarted.class::isInstance)
            .map(event -> ((Event.ToolCallStarted) event).title())
            .toList());
    assertEquals(
        List.of("no rule FAILED", "Plan updated COMPLETED", "Exit code: 0\nDone COMPLETED"),
        events.stream()
            .filter(Event.ToolCallEnded.class::isInstance)
            .map(Event.ToolCallEnded.class::cast)
            .map(ended -> ended.told() + " " + ended.status())
            .toList());
    assertTrue(events.stream().anyMatch(Event.PlanChanged.class::isInstance));
    assertEquals(
        Outcome.stopped(Outcome.Reason.CANCELLED), ((Event.TurnEnded) events.getLast()).outcome());
    assertEquals(Status.ALREADY_THERE, one(lines(TALK)).status());
  }

  @Test
  void theFormBeforeTodaysIsReadToo() throws Exception {
    Imported imported =
        one(
            lines(
                "{@'id':'" + ID + "','instructions':null}",
                "{'record_type':'state'}",
                "{'type':'message','role':'user','content':[{'type':'input_text','text':'Hi'}]}",
                "{'type':'local_shell_call','call_id':'c','action':{'type':'exec','command':['ls']}}",
                "{'type':'function_call_output','call_id':'c','output':'Process exited with code 1'}",
                "{'type':'message','role':'assistant','content':[{'type':'output_text','text':'Ho'}]}"));

    assertEquals(Status.IMPORTED, imported.status(), imported::toString);
    assertEquals(1, imported.losses().get("the folder it worked in"));
    assertTrue(
        events(SESSION).stream()
            .anyMatch(
                event ->
                    event instanceof Event.ToolCallEnded ended
                        && ended.status() == CallStatus.FAILED));
  }

  @Test
  void aCompactionCutsTheContext() throws Exception {
    one(lines(META, TALK[3], "{@'type':'compacted','payload':{'message':'They fixed it.'}}"));

    assertTrue(events(SESSION).toString().contains("text=They fixed it."));
  }

  @Test
  void whatHoldsNoConversationIsRefused() throws Exception {
    assertEquals("holds no conversation", one(lines(META)).problem());
    assertEquals("line 2: is not well-formed JSON", one(lines(META, "{oops", TALK[3])).problem());
    assertEquals(List.of(), sessions());
  }

  @Test
  void whatWasImportedIsLoadedLikeOurOwn() throws Exception {
    one(lines(TALK));
    Outcome done = Outcome.stopped(Outcome.Reason.END_TURN);
    try (Desk desk = new Desk(to, _ -> Mono.just(done)).greet()) {
      desk.result(
          "session/load", "{'sessionId':'" + SESSION + "','cwd':'/home/ada','mcpServers':[]}");

      String shown = desk.updates().toString();
      for (String part : List.of("Fix it", "Hm", "make all", "leap", "It is fixed.")) {
        assertTrue(shown.contains(part), () -> part + " is not in " + shown);
      }
    }
  }
}
