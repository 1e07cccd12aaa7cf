package acp.conformance;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The steps that make and look at files of the workspace. For one thread. */
final class FileSteps {
  private final Path workspace;
  private final Bindings bindings;
  private final WireLog log;

  FileSteps(Path workspace, Bindings bindings, WireLog log) {
    this.workspace = workspace;
    this.bindings = bindings;
    this.log = log;
  }

  private Path file(String path) {
    return workspace.resolve(bindings.fill(path));
  }

  void put(Step.PutFile step) {
    Path file = file(step.path());
    try {
      Files.createDirectories(file.getParent());
      Files.writeString(file, bindings.fill(step.text()));
    } catch (IOException e) {
      throw new UncheckedIOException("the file of a transcript cannot be made", e);
    }
  }

  void expect(Step.ExpectFile step) {
    JsonNode text = MissingNode.getInstance();
    try {
      text = TextNode.valueOf(Files.readString(file(step.path())));
    } catch (IOException e) {
      log.add('-', "there is no file " + step.path() + " that can be read");
    }
    String problem = Expectation.mismatch(step.expected(), text, bindings);
    if (problem != null) {
      throw new Mismatch("the file " + step.path() + " to hold " + step.expected(), problem);
    }
  }

  /** The client serves this file from its editor from now on, and writes it there. */
  void open(Step.PutBuffer step, AutoClient client) {
    client.open(file(step.path()), bindings.fill(step.text()));
  }

  void expect(Step.ExpectBuffer step, AutoClient client) {
    String text = client.buffer(file(step.path()));
    JsonNode actual = text == null ? MissingNode.getInstance() : TextNode.valueOf(text);
    String problem = Expectation.mismatch(step.expected(), actual, bindings);
    if (problem != null) {
      throw new Mismatch("the client's " + step.path() + " to hold " + step.expected(), problem);
    }
  }

  void expectNone(Step.ExpectNoFile step) {
    if (Files.exists(file(step.path()))) {
      throw new Mismatch("no file " + step.path(), "it is there");
    }
  }
}
