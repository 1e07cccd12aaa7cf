package acp.shell;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** Commands as people think of them: no options between git and what it shall do. */
final class Plainest {
  private static final Set<String> VALUED =
      Set.of("-C", "-c", "--git-dir", "--work-tree", "--exec-path", "--namespace", "--config-env");

  private Plainest() {}

  /** Which of the words remain, by their places. */
  static List<Integer> of(List<String> words) {
    List<Integer> remain = new ArrayList<>();
    boolean before = !words.isEmpty() && Wrapper.lastName(words.getFirst()).equals("git");
    for (int i = 0; i < words.size(); i++) {
      if (i > 0 && before && words.get(i).startsWith("-")) {
        i += VALUED.contains(words.get(i)) ? 1 : 0;
        continue;
      }
      before &= i == 0;
      remain.add(i);
    }
    return remain;
  }
}
