package acp.shell;

import acp.shell.Options.Arguments;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * {@code git}, as long as it only looks. A repository's configuration may name programs to run, so
 * it must be the repository of the workspace: none that {@code -C} or {@code cd} leads to, and none
 * that an option names.
 */
final class HarmlessGit {
  private static final Options LOG =
      Options.of(
              "pusqzcbwimrtgEFPCMavW",
              "nSGLUl",
              "oneline graph all decorate stat shortstat numstat name-only name-status no-color color"
                  + " cached staged patch no-patch summary merges no-merges first-parent follow reverse"
                  + " abbrev-commit word-diff branches tags remotes date-order topo-order author-date-order"
                  + " full-history no-ext-diff no-textconv minimal patience histogram check raw relative-date"
                  + " left-right cherry-pick full-index ignore-all-space ignore-space-change"
                  + " ignore-blank-lines function-context no-renames find-renames exit-code quiet"
                  + " compact-summary no-abbrev-commit no-decorate count show-stash no-prefix simplify-merges",
              "format pretty date since until after before author committer grep max-count skip diff-filter"
                  + " abbrev unified decorate color stat word-diff color-words diff-algorithm relative")
          .withNumbers();

  private static final Map<String, Options> COMMANDS =
      Map.ofEntries(
          Map.entry("log", LOG),
          Map.entry("diff", LOG),
          Map.entry("show", LOG),
          Map.entry("rev-list", LOG),
          Map.entry(
              "status",
              Options.of(
                  "sbzv",
                  "",
                  "short branch long porcelain ignored untracked-files no-renames show-stash verbose",
                  "porcelain untracked-files ignored")),
          Map.entry(
              "branch",
              Options.of(
                  "arvl",
                  "",
                  "all remotes list verbose show-current no-color color merged no-merged contains"
                      + " no-contains points-at",
                  "merged no-merged contains no-contains points-at sort format color")),
          Map.entry("tag", Options.of("l", "", "list", "sort format")),
          Map.entry("remote", Options.of("v", "", "verbose", "")),
          Map.entry(
              "rev-parse",
              Options.of(
                  "",
                  "",
                  "abbrev-ref short show-toplevel git-dir is-inside-work-tree verify show-prefix"
                      + " show-cdup symbolic-full-name is-bare-repository absolute-git-dir",
                  "short abbrev-ref")),
          Map.entry(
              "ls-files",
              Options.of(
                  "cdmosuztkv",
                  "",
                  "cached deleted modified others stage unmerged exclude-standard ignored full-name"
                      + " error-unmatch",
                  "")),
          Map.entry("ls-tree", Options.of("rltdz", "", "name-only full-tree full-name", "")),
          Map.entry(
              "blame",
              Options.of("wseltfnCM", "L", "porcelain line-porcelain show-email", "date abbrev")),
          Map.entry(
              "describe",
              Options.of("", "", "tags always dirty all long", "abbrev match exclude candidates")),
          Map.entry(
              "grep",
              Options.of(
                  "inlwcvEFPohHIp",
                  "eABCm",
                  "line-number ignore-case files-with-matches count word-regexp cached untracked",
                  "max-depth max-count")));

  /** With these {@code git branch} and {@code git tag} list, and make nothing. */
  private static final String[] LISTS = {
    "-l", "--list", "--merged", "--no-merged", "--contains", "--no-contains", "--points-at"
  };

  private static final Set<List<String>> AS_THEY_ARE =
      Set.of(List.of("stash", "list"), List.of("worktree", "list"), List.of("reflog"));

  private HarmlessGit() {}

  static boolean is(List<String> words, Folders folders) {
    if (!folders.areTheFirst() || folders.mayBeRepository()) {
      return false;
    }
    int at = 0;
    while (at < words.size()
        && (words.get(at).equals("--no-pager") || words.get(at).equals("-P"))) {
      at++;
    }
    List<String> rest = words.subList(at, words.size());
    if (rest.isEmpty() || AS_THEY_ARE.contains(rest)) {
      return true;
    }
    String command = rest.getFirst();
    Options options = COMMANDS.get(command);
    Arguments arguments = options == null ? null : options.sort(rest.subList(1, rest.size()));
    return arguments != null && looks(command, arguments) && holds(command, arguments, folders);
  }

  private static boolean looks(String command, Arguments arguments) {
    return switch (command) {
      case "branch", "tag" -> arguments.operands().isEmpty() || arguments.has(LISTS);
      case "remote" -> arguments.operands().isEmpty();
      default -> true;
    };
  }

  private static boolean holds(String command, Arguments arguments, Folders folders) {
    int from = command.equals("grep") && !arguments.has("-e") ? 1 : 0;
    // What the options are passed are counts, dates and patterns: git opens none of them.
    return Harmless.hold(arguments.operands(), from, folders);
  }
}
