package acp.agent;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import acp.event.Content;
import acp.event.Event;
import acp.model.ModelEvent;
import acp.model.ModelMessage;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import reactor.core.publisher.Mono;

/** The model is given what a prompt names, as far as it is inside, a text, and not too large. */
@Timeout(30)
class AttachmentsTest {
  /** One pixel. */
  static final String PIXEL =
      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==";

  @TempDir Path folder;

  private static Content.Link link(String uri) {
    return new Content.Link(uri, "it", null, null, null, null);
  }

  private List<Content> given(Content... prompt) {
    return given(new Stage(folder, 5), prompt);
  }

  private static List<Content> given(Stage stage, Content... prompt) {
    stage.model.then(new ModelEvent.Text("ok"));
    Stage.await(stage.session.prompt(List.of(prompt), stage.client, Mono.never()));
    return assertInstanceOf(
            ModelMessage.User.class, stage.model.requests.getLast().messages().getLast())
        .content();
  }

  @Test
  void aFileOfTheProjectIsReadAndWhatTheModelSawIsRecorded() throws Exception {
    Path file = Files.writeString(folder.resolve("a b.txt"), "alpha");
    Stage stage = new Stage(folder, 5);

    List<Content> given = given(stage, new Content.Text("see"), link(file.toUri().toString()));

    var resource = assertInstanceOf(Content.Resource.class, given.getLast());
    assertEquals("alpha", resource.text());
    assertEquals(given, stage.seen.all(Event.PromptExpanded.class).getFirst().content());
    Files.writeString(file, "changed");
    stage.model.then(new ModelEvent.Text("ok"));
    stage.prompt("again");
    assertEquals(
        new ModelMessage.User(given), stage.model.requests.getLast().messages().getFirst());
  }

  @Test
  void whatIsOutsideOrNoFileStaysALink() throws Exception {
    Path outside = Files.createTempFile("outside", ".txt");
    Content[] links = {
      link(outside.toUri().toString()),
      link(folder.toUri().toString()),
      link(folder.resolve("nothing").toUri().toString()),
      link("https://example.org/a.txt"),
      link("file:///%zz"),
    };

    assertEquals(List.of(links), given(links));
    Files.delete(outside);
  }

  @Test
  void aLargeFileIsGivenInPart() throws Exception {
    Path file = Files.writeString(folder.resolve("a.txt"), "x".repeat(200_000));

    var resource =
        assertInstanceOf(Content.Resource.class, given(link(file.toUri().toString())).getFirst());

    String text = String.valueOf(resource.text());
    assertTrue(text.length() <= Attachments.MAX_FILE, "it has " + text.length());
    assertTrue(text.contains("bytes left out"), "it does not say that it is cut");
  }

  @Test
  void onlySoManyFilesAreRead() throws Exception {
    Content[] links = new Content[Attachments.MAX_FILES + 1];
    for (int i = 0; i < links.length; i++) {
      Path file = Files.writeString(folder.resolve(i + ".txt"), "text " + i);
      links[i] = link(file.toUri().toString());
    }

    List<Content> given = given(links);

    assertInstanceOf(Content.Resource.class, given.get(Attachments.MAX_FILES - 1));
    assertInstanceOf(Content.Link.class, given.getLast());
  }

  @Test
  void aPictureThatNoProviderTakesIsSaidInWords() {
    Content good = new Content.Image(PIXEL, "image/png", null);
    Content broken = new Content.Image("AAAA", "image/png", null);
    Content garbled = new Content.Image("not base64!", "image/png", null);
    Content large =
        new Content.Resource(
            "file:///a.pdf", "application/pdf", null, "A".repeat(Attachments.MAX_BLOB + 4));

    List<Content> given = given(good, broken, garbled, large);

    assertEquals(good, given.getFirst());
    assertTrue(given.get(1).toString().contains("is no PNG"), given.get(1).toString());
    assertTrue(given.get(2).toString().contains("is broken"), given.get(2).toString());
    assertTrue(given.get(3).toString().contains("too large"), given.get(3).toString());
  }
}
