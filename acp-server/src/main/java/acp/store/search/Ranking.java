package acp.store.search;

import acp.event.SessionId;
import acp.session.Search.Found;
import acp.session.Search.Hit;
import acp.session.Search.Kind;
import acp.session.Search.Mark;
import acp.session.Search.Query;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Looks at passages that may fit, and orders those that do: by BM25 over them, times what their
 * kind is worth; then the newest first. How rare a word is, is taken from the passages looked at.
 */
public final class Ranking {
  private static final double SATURATION = 1.2;
  private static final double LENGTH = 0.75;

  private static final Comparator<Scored> BEST_FIRST =
      Comparator.comparingDouble(Scored::score)
          .reversed()
          .thenComparing(one -> one.fit.passage.at(), Comparator.reverseOrder())
          .thenComparing(one -> one.fit.session.value());

  private final Terms terms;
  private final List<Terms.Phrase> wanted;
  private final List<Fit> fits = new ArrayList<>();
  private long words;

  /**
   * @param counts how often each wanted phrase is there
   */
  private record Fit(
      SessionId session,
      @Nullable String title,
      String cwd,
      Passage passage,
      int length,
      List<Integer> counts,
      List<Mark> marks) {}

  private record Scored(Fit fit, double score) {}

  public Ranking(Terms terms) {
    this.terms = terms;
    this.wanted = terms.all().stream().flatMap(List::stream).toList();
  }

  /**
   * Looks at a passage.
   *
   * @param title the session's
   */
  public void look(SessionId session, @Nullable String title, String cwd, Passage passage) {
    List<Word> text = Word.of(passage.text());
    for (Terms.Phrase phrase : terms.none()) {
      for (int at = 0; at < text.size(); at++) {
        if (phrase.lengthAt(text, at) > 0) {
          return;
        }
      }
    }
    int[] counts = new int[wanted.size()];
    List<Mark> marks = new ArrayList<>();
    for (int at = 0; at < text.size(); at++) {
      int longest = 0;
      for (int i = 0; i < counts.length; i++) {
        int length = wanted.get(i).lengthAt(text, at);
        counts[i] += length > 0 ? 1 : 0;
        longest = Math.max(longest, length);
      }
      if (longest > 0) {
        mark(marks, text.get(at).from(), text.get(at + longest - 1).to());
      }
    }
    if (hasAll(counts)) {
      fits.add(
          new Fit(
              session,
              title,
              cwd,
              passage,
              text.size(),
              Arrays.stream(counts).boxed().toList(),
              marks));
      words += text.size();
    }
  }

  private static void mark(List<Mark> marks, int from, int to) {
    if (!marks.isEmpty() && marks.getLast().to() >= from) {
      Mark before = marks.removeLast();
      marks.add(new Mark(before.from(), Math.max(before.to(), to)));
    } else {
      marks.add(new Mark(from, to));
    }
  }

  private boolean hasAll(int[] counts) {
    int i = 0;
    for (List<Terms.Phrase> any : terms.all()) {
      int there = 0;
      for (int end = i + any.size(); i < end; i++) {
        there += counts[i];
      }
      if (there == 0) {
        return false;
      }
    }
    return true;
  }

  /**
   * The page that is asked for. A message that several sessions hold, because one began as the
   * other, is told once.
   *
   * @param limited true if there was more to look at
   * @param left how many sessions are not ready to be searched in
   */
  public Found found(Query query, boolean limited, long left) {
    double[] rarity = rarity();
    double usual = fits.isEmpty() ? 1 : Math.max(1, (double) words / fits.size());
    Set<String> told = new HashSet<>();
    List<Scored> best =
        fits.stream()
            .map(fit -> new Scored(fit, score(fit, rarity, usual)))
            .sorted(BEST_FIRST)
            .filter(one -> one.fit.passage.id() == null || told.add(one.fit.passage.id()))
            .limit(acp.session.Search.MOST)
            .toList();
    int from = Math.min(query.offset(), best.size());
    int to = (int) Math.min((long) from + query.limit(), best.size());
    return new Found(
        best.subList(from, to).stream().map(Ranking::hit).toList(),
        to < best.size() ? Integer.valueOf(to) : null,
        limited,
        left);
  }

  private double[] rarity() {
    double[] rarity = new double[wanted.size()];
    for (int i = 0; i < rarity.length; i++) {
      long holding = 0;
      for (Fit fit : fits) {
        holding += fit.counts.get(i) > 0 ? 1 : 0;
      }
      rarity[i] = Math.log(1 + (fits.size() - holding + 0.5) / (holding + 0.5)) + 0.1;
    }
    return rarity;
  }

  private static double score(Fit fit, double[] rarity, double usual) {
    double sum = 0;
    double norm = SATURATION * (1 - LENGTH + LENGTH * fit.length / usual);
    for (int i = 0; i < rarity.length; i++) {
      sum += rarity[i] * fit.counts.get(i) * (SATURATION + 1) / (fit.counts.get(i) + norm);
    }
    return sum * worth(fit.passage.kind());
  }

  private static double worth(Kind kind) {
    return switch (kind) {
      case TITLE -> 3;
      case PROMPT -> 1.5;
      case ANSWER -> 1;
      case TOOL -> 0.7;
    };
  }

  private static Hit hit(Scored scored) {
    Fit fit = scored.fit;
    Passage passage = fit.passage;
    Snippet snippet = Snippet.of(passage.text(), fit.marks);
    return new Hit(
        fit.session,
        fit.title,
        fit.cwd,
        passage.kind(),
        passage.id(),
        passage.tool(),
        passage.seq(),
        passage.at(),
        snippet.text(),
        snippet.marks(),
        scored.score);
  }
}
