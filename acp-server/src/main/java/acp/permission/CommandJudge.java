package acp.permission;

import acp.event.Basis;
import acp.permission.Ruling.Always;
import acp.shell.Deed;
import acp.shell.Survey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Judges a command line that is not known to be harmless and that no rule denies or asks for. Each
 * command of it must be allowed on its own.
 */
final class CommandJudge {
  /** More commands on one button are not read. */
  private static final int MOST_NAMED = 3;

  private final Action action;
  private final Survey survey;
  private final Path project;
  private final Fitting fitting;
  private final Kept kept;

  CommandJudge(Action action, Survey survey, Path project, Fitting fitting, Kept kept) {
    this.action = action;
    this.survey = survey;
    this.project = project;
    this.fitting = fitting;
    this.kept = kept;
  }

  Ruling ruling(Mode mode, boolean granted, List<Rule> rules) {
    if (granted) {
      return Ruling.of(Decision.ALLOW, Basis.GRANT);
    }
    List<Rule> allowing =
        rules.stream().filter(rule -> rule.effect() == Rule.Effect.ALLOW).toList();
    for (Rule rule : allowing) {
      if (fitting.allows(rule)) {
        return Ruling.by(rule, Decision.ALLOW);
      }
    }
    Cover cover = new Cover(allowing);
    if (survey.understood() && cover.ruled && cover.left().isEmpty()) {
      return new Ruling(Decision.ALLOW, Basis.RULE, cover.words(), null);
    }
    if (mode == Mode.AUTO && survey.understood() && stays(cover.open())) {
      return Ruling.of(Decision.ALLOW, Basis.MODE);
    }
    Always always = project(cover.left());
    return Ruling.ask(always == null ? Judge.session(action) : always);
  }

  /** What the rules cover of the line. */
  private final class Cover {
    private final List<@Nullable Rule> by = new ArrayList<>();
    private final List<Rule> allowing;
    private boolean ruled;

    Cover(List<Rule> allowing) {
      this.allowing = allowing;
      for (Deed deed : survey.deeds()) {
        Rule rule = deed.harmless() ? null : rule(deed);
        by.add(rule);
        ruled |= rule != null;
      }
    }

    private @Nullable Rule rule(Deed deed) {
      for (Rule rule : allowing) {
        if (fitting.allows(rule, deed)) {
          return rule;
        }
      }
      // Who allows a program that runs another has read both.
      return deed.host() < 0 ? null : by.get(deed.host());
    }

    /** The commands that nothing allows. */
    List<Deed> open() {
      List<Deed> open = new ArrayList<>();
      for (int i = 0; i < by.size(); i++) {
        Deed deed = survey.deeds().get(i);
        if (by.get(i) == null && !deed.harmless()) {
          open.add(deed);
        }
      }
      return open;
    }

    /** Those of them that would have to be allowed by name: who runs another speaks for it. */
    List<Deed> left() {
      List<Deed> left = open();
      List<Deed> all = survey.deeds();
      left.removeIf(deed -> deed.host() >= 0 && left.contains(all.get(deed.host())));
      return left;
    }

    String words() {
      Set<String> words = new LinkedHashSet<>();
      for (Rule rule : by) {
        if (rule != null) {
          words.add(rule.words());
        }
      }
      return String.join("; ", words);
    }
  }

  /** True if nothing destroys, nor leaves the workspace, nor touches what is kept. */
  private boolean stays(List<Deed> open) {
    return survey.deeds().stream().noneMatch(kept::isTouchedBy)
        && open.stream().allMatch(deed -> deed.destructive().isEmpty() && !deed.leaves());
  }

  /** What "always" may allow in the project; null where one line cannot name it exactly. */
  private @Nullable Always project(List<Deed> left) {
    if (!survey.understood() || left.isEmpty()) {
      return null;
    }
    Map<String, Rule> rules = new LinkedHashMap<>();
    for (Deed deed : left) {
      Path folder = deed.folder();
      if (!deed.nameable() || folder == null) {
        return null;
      }
      rules.put(deed.canonical() + "\n" + folder, rule(deed.canonical(), folder));
    }
    String name = name(left);
    return rules.size() <= MOST_NAMED && Judge.isNameable(name)
        ? new Always(name, null, List.copyOf(rules.values()))
        : null;
  }

  private Rule rule(String command, Path folder) {
    return new Rule(
        "",
        action.tool(),
        command,
        folder.toString(),
        true,
        Rule.Effect.ALLOW,
        Rule.Scope.PROJECT,
        null);
  }

  private String name(List<Deed> left) {
    List<String> names =
        left.stream().map(deed -> "`" + deed.canonical() + "`" + in(deed)).distinct().toList();
    return String.join(" and ", names) + " in this project";
  }

  /** Where it is run, unless that goes without saying. */
  private String in(Deed deed) {
    Path folder = deed.folder();
    if (folder == null || folder.equals(project)) {
      return "";
    }
    Path shown = folder.startsWith(project) ? project.relativize(folder) : folder;
    return " (in " + shown + ")";
  }
}
