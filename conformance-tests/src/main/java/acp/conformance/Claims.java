package acp.conformance;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * The requirements that a transcript is about, and for which of its steps.
 *
 * <p>What its head names holds for all of it. What is named further down holds for the steps after
 * it, up to the next such comment. Steps that only lead up to the first one count to that.
 *
 * @param list the comments that name requirements, in order
 */
public record Claims(List<Claim> list) {

  /**
   * One comment that names requirements.
   *
   * @param line where it stands, from 1
   * @param inHead whether it holds for the whole transcript
   * @param ids the requirements, at least one
   */
  public record Claim(int line, boolean inHead, List<String> ids) {

    /** Copies the list. */
    public Claim {
      ids = List.copyOf(ids);
    }
  }

  /** Copies the list. */
  public Claims {
    list = List.copyOf(list);
  }

  /** All ids that are named, in order, each once. */
  public Set<String> all() {
    Set<String> ids = new LinkedHashSet<>();
    list.forEach(claim -> ids.addAll(claim.ids()));
    return ids;
  }

  /** The ids that a step on that line is about. */
  Set<String> inForce(int line) {
    Set<String> ids = new LinkedHashSet<>();
    Claim section = null;
    for (Claim claim : list) {
      if (claim.inHead()) {
        ids.addAll(claim.ids());
      } else if (claim.line() < line || (section == null && ids.isEmpty())) {
        section = claim;
      }
    }
    if (section != null) {
      ids.addAll(section.ids());
    }
    return ids;
  }

  /** The ids whose steps all lie above that line, and that no step from there on is about. */
  Set<String> doneBefore(int line) {
    Set<String> ids = all();
    ids.removeAll(inForce(line));
    list.stream()
        .filter(claim -> claim.inHead() || claim.line() > line)
        .forEach(claim -> ids.removeAll(claim.ids()));
    return ids;
  }
}
