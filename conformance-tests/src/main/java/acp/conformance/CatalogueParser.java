package acp.conformance;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * Reads one file of a catalogue: blocks of an id and a tier, a statement, and a citation, parted by
 * blank lines.
 */
final class CatalogueParser {
  /** What the id of a requirement looks like. */
  static final Pattern ID = Pattern.compile("[a-z0-9]+(-[a-z0-9]+)*\\.[a-z0-9]+(-[a-z0-9]+)*");

  private final String file;
  private final List<String> lines;
  private final Map<String, Requirement> all;

  CatalogueParser(String file, String text, Map<String, Requirement> all) {
    this.file = file;
    this.lines = text.lines().toList();
    this.all = all;
  }

  /** Adds all that the file holds. */
  void parse() {
    int line = 0;
    while (line < lines.size()) {
      if (isSkipped(line)) {
        line++;
        continue;
      }
      int first = line++;
      if (Character.isWhitespace(lines.get(first).charAt(0))) {
        throw wrong(first, "an indented line needs an id and a tier above it");
      }
      List<String> body = new ArrayList<>();
      for (; line < lines.size() && Transcript.isContinued(lines.get(line)); line++) {
        body.add(lines.get(line).strip());
      }
      add(first, body);
    }
  }

  private boolean isSkipped(int line) {
    return lines.get(line).isBlank() || lines.get(line).startsWith("#");
  }

  private void add(int first, List<String> body) {
    String[] words = lines.get(first).strip().split("\\s+");
    String id = words[0];
    if (words.length != 2 || !ID.matcher(id).matches()) {
      throw wrong(first, "a requirement begins with its id, area.words-with-dashes, and its tier");
    }
    if (!id.startsWith(area() + ".")) {
      throw wrong(first, "the ids of this file begin with '" + area() + ".'");
    }
    Tier tier = Tier.named(words[1]);
    if (tier == null) {
      throw wrong(
          first,
          "there is no tier '" + words[1] + "': mandatory, capability, advisory or informational");
    }
    if (body.size() < 2) {
      throw wrong(first, "a requirement needs a statement and then a citation, both indented");
    }
    String statement = String.join(" ", body.subList(0, body.size() - 1));
    Requirement made =
        new Requirement(id, tier, statement, citation(first + body.size(), body.getLast()));
    if (all.putIfAbsent(id, made) != null) {
      throw wrong(first, "the requirement " + id + " is there twice");
    }
  }

  private String area() {
    return file.substring(file.lastIndexOf('/') + 1);
  }

  private URI citation(int line, String text) {
    if (!text.matches("https://\\S+")) {
      throw wrong(line, "the last indented line must be the https address of the citation");
    }
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw wrong(line, "this is no address: " + e.getMessage());
    }
  }

  private TranscriptException wrong(int line, String message) {
    return new TranscriptException(file + ".req", line + 1, message);
  }
}
