package acp.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the language that {@code sh} and {@code bash} agree upon, and refuses what they read
 * differently. Where it is in doubt it sees one command more rather than one less: words such as
 * {@code then} and {@code do} are passed over, so that what follows them is a command.
 */
final class Parser {
  private static final Pattern ASSIGNMENT =
      Pattern.compile("[A-Za-z_][A-Za-z0-9_]*\\+?=.*", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*");
  private static final Set<String> PASSED_OVER =
      Set.of("{", "}", "!", "if", "then", "elif", "else", "fi", "while", "until", "do", "done");
  private static final Set<String> TURNS = Set.of("while", "until", "for", "!");
  private static final Set<String> REFUSED =
      Set.of("case", "esac", "select", "function", "coproc", "[[", "]]", "in");

  private final Source source;
  private int depth;
  private final List<Step> steps = new ArrayList<>();
  private final List<HereDocument> pending = new ArrayList<>();

  /** Whether braces or a loop behind a pipe hand their input on to what stands in them. */
  private boolean handsOn;

  /** Whether some of it may be done again, or just if what was before it failed. */
  private boolean turns;

  Parser(String line, int depth) {
    this(new Source(line), depth);
  }

  private Parser(Source source, int depth) {
    this.source = source;
    this.depth = depth;
    checkDepth();
  }

  private void checkDepth() {
    if (depth > Script.DEEPEST) {
      throw new Unreadable("nested too deep");
    }
  }

  List<Step> steps() {
    return steps;
  }

  boolean turns() {
    return turns;
  }

  void readAll() {
    list(false, false);
  }

  /**
   * Commands up to the end, or up to the bracket that ends them.
   *
   * @param piped true if their input is what another command prints
   */
  private void list(boolean bracketed, boolean piped) {
    boolean fed = piped;
    while (true) {
      source.skipBlanks();
      if (source.atEnd()) {
        if (bracketed || !pending.isEmpty()) {
          throw new Unreadable("no end");
        }
        return;
      }
      if (source.isNext(')')) {
        if (!bracketed || !pending.isEmpty()) {
          throw new Unreadable("a bracket too many");
        }
        source.take();
        return;
      }
      Boolean pipe = connector();
      if (pipe == null) {
        command(fed);
      } else {
        fed = pipe || piped || handsOn;
      }
    }
  }

  /** Takes what stands between commands: true for a pipe, false for all else, null for nothing. */
  private @Nullable Boolean connector() {
    if (source.isNext('\n')) {
      source.take();
      readPending();
    } else if (source.isNext("&&")) {
      source.take(2);
      add(new Step.Link(true));
      return false;
    } else if (source.isNext("||")) {
      source.take(2);
    } else if (source.isNext(";;")
        || source.isNext(";&")
        || source.isNext("&>")
        || source.isNext("|&")) {
      throw new Unreadable("shells differ");
    } else if (source.isNext('|')) {
      source.take();
      add(new Step.Link(false));
      return true;
    } else if (source.isNext(';') || source.isNext('&')) {
      source.take();
    } else {
      return null;
    }
    add(new Step.Link(false));
    return false;
  }

  private void command(boolean piped) {
    if (source.isNext("((")) {
      throw new Unreadable("arithmetic");
    }
    if (source.isNext('(')) {
      source.take();
      depth++;
      checkDepth();
      add(new Step.Open());
      list(true, piped);
      add(new Step.Close());
      depth--;
    }
    add(new Step.Run(simple(piped)));
  }

  private SimpleCommand simple(boolean piped) {
    List<Word> assignments = new ArrayList<>();
    List<Word> words = new ArrayList<>();
    List<Redirect> redirects = new ArrayList<>();
    while (true) {
      source.skipBlanks();
      if (source.atEnd() || source.endsCommand()) {
        return new SimpleCommand(assignments, words, redirects, piped);
      }
      if (source.isNext('(')) {
        throw new Unreadable("a function");
      }
      String descriptor = source.descriptor();
      if (descriptor != null) {
        redirects.add(redirect(descriptor));
        continue;
      }
      Word word = word();
      if (words.isEmpty() && assignments.isEmpty() && isReserved(word)) {
        handsOn |= piped;
        if (!redirects.isEmpty()) {
          throw new Unreadable("a word of the shell's out of place");
        }
        if (word.source().equals("for")) {
          assignments.add(loopVariable());
          return new SimpleCommand(assignments, List.of(), redirects, false);
        }
        continue;
      }
      if (words.isEmpty() && ASSIGNMENT.matcher(word.source()).matches()) {
        assignments.add(word);
      } else {
        words.add(word);
      }
    }
  }

  private boolean isReserved(Word word) {
    String text = word.source();
    if (REFUSED.contains(text)) {
      throw new Unreadable("\"" + text + "\"");
    }
    turns |= TURNS.contains(text);
    return PASSED_OVER.contains(text) || text.equals("for");
  }

  /** The head of a loop: a variable that is set to something, over and over. */
  private Word loopVariable() {
    source.skipBlanks();
    Word name = word();
    if (!NAME.matcher(name.source()).matches()) {
      throw new Unreadable("a loop without a variable");
    }
    source.skipBlanks();
    while (!source.atEnd() && !source.endsCommand()) {
      if (source.descriptor() != null || source.isNext('(')) {
        throw new Unreadable("a loop over what");
      }
      word();
      source.skipBlanks();
    }
    return Word.unknown(name.source() + "=");
  }

  private Redirect redirect(String descriptor) {
    if (source.isNext("<<<")) {
      throw new Unreadable("shells differ");
    }
    String operator = source.takeOperator();
    source.skipBlanks();
    if (source.atEnd() || source.endsCommand() || source.isNext('<') || source.isNext('>')) {
      throw new Unreadable("a redirection to nowhere");
    }
    Word target = word();
    if (operator.startsWith("<<")) {
      pending.add(HereDocument.endedBy(target, operator.equals("<<-")));
    }
    return new Redirect(descriptor, operator, target);
  }

  /** The texts that were announced on the line that has just ended. */
  private void readPending() {
    for (HereDocument document : pending) {
      String body = document.body(source);
      if (!document.literal()) {
        Parser inner = new Parser(new Source(body), depth + 1);
        inner.expansions();
        inner.steps.forEach(this::add);
        turns |= inner.turns;
      }
    }
    pending.clear();
  }

  /** What is run for the sake of a text, as between double quotes. */
  private void expansions() {
    new WordReader(source, this::substitution).hereDocument();
  }

  private Word word() {
    Word word = new WordReader(source, this::substitution).word();
    if (!pending.isEmpty() && word.source().indexOf('\n') >= 0) {
      throw new Unreadable("shells differ");
    }
    return word;
  }

  /**
   * Commands within a word.
   *
   * @param text the commands; null if they are next in the source, up to a closing bracket
   */
  private void substitution(@Nullable String text) {
    Parser inner = new Parser(text == null ? source : new Source(text), depth + 1);
    inner.list(text == null, false);
    turns |= inner.turns;
    add(new Step.Open());
    inner.steps.forEach(this::add);
    add(new Step.Close());
  }

  private void add(Step step) {
    if (steps.size() >= Script.MOST_STEPS) {
      throw new Unreadable("too many commands");
    }
    steps.add(step);
  }
}
