package acp.shell;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One program that a command line runs.
 *
 * @param words the program and what it is passed; null stands for a word that is not known before
 *     the line runs
 * @param plainest the same without the folder of the program and without options that stand before
 *     what it shall do, so that {@code /usr/bin/git -C x push} is known as {@code git push}
 * @param canonical the whole command with its redirections, always written in the same way
 * @param folder where it is run; null where that is not certain
 * @param host the index of the deed that runs this one, such as {@code sudo}; -1 for none
 * @param harmless true if it surely only looks, inside the workspace, or only runs what follows it
 *     in the list
 * @param nameable true if its words say all that it does: nothing of it is known only when the line
 *     runs, it is fed by no other command and no text, and changes nothing for those behind it
 * @param plain true if it is nothing but its words: no redirection that writes, no variable set
 *     that matters
 * @param touched what in it may be the name of a file, started from the folder
 * @param leaves true if it names something outside the workspace, or may
 * @param destructive why it would destroy what cannot be got back; empty if it is not known to
 */
public record Deed(
    List<@Nullable String> words,
    List<@Nullable String> plainest,
    String canonical,
    @Nullable Path folder,
    int host,
    boolean harmless,
    boolean nameable,
    boolean plain,
    List<String> touched,
    boolean leaves,
    String destructive) {

  public Deed {
    words = Collections.unmodifiableList(new ArrayList<>(words));
    plainest = Collections.unmodifiableList(new ArrayList<>(plainest));
    touched = List.copyOf(touched);
    requireNonNull(canonical, "canonical");
    requireNonNull(destructive, "destructive");
  }
}
