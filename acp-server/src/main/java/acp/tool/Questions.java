package acp.tool;

import java.net.URI;
import java.util.List;
import reactor.core.publisher.Mono;

/** A tool's way to ask the user. Thread-safe. */
public interface Questions {

  /** Where nobody can be asked. */
  Questions NOBODY =
      new Questions() {
        @Override
        public boolean takesForms() {
          return false;
        }

        @Override
        public boolean takesPages() {
          return false;
        }

        @Override
        public Mono<List<String>> ask(String question, List<Choice> choices, boolean several) {
          return Mono.empty();
        }

        @Override
        public Mono<Boolean> open(URI page, String why) {
          return Mono.just(false);
        }
      };

  /** True if {@link #ask} reaches the user. */
  boolean takesForms();

  /** True if {@link #open} reaches the user. */
  boolean takesPages();

  /**
   * Asks a question; waits as long as the user takes.
   *
   * @param choices what to choose from; empty to let the user write
   * @param several true if more than one may be chosen
   * @return what was chosen or written; empty if the user does not want to answer
   */
  Mono<List<String>> ask(String question, List<Choice> choices, boolean several);

  /**
   * Asks the user to open a page.
   *
   * @return whether the user agreed, which says nothing of what was done there
   */
  Mono<Boolean> open(URI page, String why);

  /** Something to choose. */
  record Choice(String value, String title) {}
}
