package acp.store.search;

import acp.protocol.AcpException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a query asks for, as people write it: words that must all be there, {@code "a phrase"},
 * {@code begin*}, {@code -not}, {@code this OR that}. All that it holds besides is passed over, so
 * no text is an error but an empty one and one that is too long.
 *
 * @param all of each of these one must be there
 * @param none none of these may be there
 */
public record Terms(List<List<Phrase>> all, List<Phrase> none) {
  static final int LONGEST = 1_000;
  static final int MOST = 32;
  private static final int SHORTEST_PREFIX = 3;

  public Terms {
    all = List.copyOf(all);
    none = List.copyOf(none);
  }

  /**
   * Words that follow each other.
   *
   * @param prefix true if the last is only how a word begins
   */
  public record Phrase(List<String> words, boolean prefix) {
    public Phrase {
      words = List.copyOf(words);
    }

    /** How many words of the text, from {@code at} on, are this phrase: all of it or 0. */
    int lengthAt(List<Word> text, int at) {
      int length = words.size();
      if (at + length > text.size()) {
        return 0;
      }
      for (int i = 0; i < length; i++) {
        String there = text.get(at + i).text();
        boolean begins = prefix && i == length - 1;
        boolean fits = begins ? there.startsWith(words.get(i)) : there.equals(words.get(i));
        if (!fits) {
          return 0;
        }
      }
      return length;
    }

    private String expression() {
      String last = words.getLast();
      return words.stream()
          .distinct()
          .map(word -> "\"" + word + "\"" + ((prefix && word.equals(last)) ? "*" : ""))
          .collect(Collectors.joining(" AND ", "(", ")"));
    }
  }

  /**
   * Reads a query.
   *
   * @throws AcpException (invalid params) if it asks for nothing, or for too much
   */
  public static Terms read(String query) {
    if (query.length() > LONGEST) {
      throw AcpException.invalidParams(
          "query", "The words to look for are longer than " + LONGEST + " characters");
    }
    return new Reader(query).read();
  }

  /** What of it an index of words can answer, in the language of FTS5; it fits too much. */
  public String expression() {
    String must =
        all.stream()
            .map(
                any ->
                    any.stream()
                        .map(Phrase::expression)
                        .collect(Collectors.joining(" OR ", "(", ")")))
            .collect(Collectors.joining(" AND "));
    String not =
        none.stream()
            .filter(phrase -> phrase.words.size() == 1)
            .map(Phrase::expression)
            .collect(Collectors.joining(" OR "));
    return not.isEmpty() ? must : "(" + must + ") NOT (" + not + ")";
  }

  /** True if an index of words must gather words for it, which takes long. */
  public boolean hasPrefix() {
    return Stream.concat(all.stream().flatMap(List::stream), none.stream())
        .anyMatch(Phrase::prefix);
  }

  private static final class Reader {
    private final String text;
    private final List<List<Phrase>> all = new ArrayList<>();
    private final List<Phrase> none = new ArrayList<>();
    private int at;
    private boolean or;

    Reader(String text) {
      this.text = text;
    }

    Terms read() {
      while (skipSpace()) {
        term();
      }
      if (all.isEmpty()) {
        throw AcpException.invalidParams(
            "query",
            none.isEmpty()
                ? "There is no word to look for; give at least one"
                : "There are only words that must not be there; give one to look for");
      }
      if (all.size() + none.size() > MOST || all.stream().anyMatch(any -> any.size() > MOST)) {
        throw AcpException.invalidParams(
            "query", "These are more than " + MOST + " words to look for");
      }
      return new Terms(all, none);
    }

    private boolean skipSpace() {
      while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
        at++;
      }
      return at < text.length();
    }

    private void term() {
      boolean not = text.charAt(at) == '-';
      if (not) {
        at++;
      }
      boolean quoted = at < text.length() && text.charAt(at) == '"';
      String said = quoted ? quoted() : plain();
      boolean prefix = at > 0 && text.charAt(at - 1) == '*';
      if (!quoted && !not && said.equals("OR")) {
        or = true;
      } else if (quoted || !said.equals("AND")) {
        add(Word.of(said), prefix, not);
      }
    }

    private String quoted() {
      int from = at + 1;
      int end = text.indexOf('"', from);
      int to = end < 0 ? text.length() : end;
      at = Math.min(text.length(), to + 1);
      if (at < text.length() && text.charAt(at) == '*') {
        at++;
      }
      return text.substring(from, to);
    }

    private String plain() {
      int from = at;
      while (at < text.length()
          && !Character.isWhitespace(text.charAt(at))
          && text.charAt(at) != '"') {
        at++;
      }
      return text.substring(from, at);
    }

    private void add(List<Word> words, boolean prefix, boolean not) {
      if (words.isEmpty()) {
        return;
      }
      Word last = words.getLast();
      // What begins with one letter or two is a good part of all there is.
      boolean begins = prefix && last.text().length() >= SHORTEST_PREFIX && !last.isCharacter();
      Phrase phrase = new Phrase(words.stream().map(Word::text).toList(), begins);
      if (not) {
        none.add(phrase);
      } else if (or && !all.isEmpty()) {
        all.getLast().add(phrase);
      } else {
        all.add(new ArrayList<>(List.of(phrase)));
      }
      or = false;
    }
  }
}
