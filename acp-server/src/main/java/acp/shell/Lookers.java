package acp.shell;

import java.util.Map;

/**
 * Programs that only look, and the options with which they do nothing else. Left out on purpose:
 * options that write, that run something, that follow links on the way down, or that read a list of
 * files from a file.
 */
final class Lookers {
  private static final String GREP = "EFGPivwxycnHhlLoqrsaIzT";
  private static final String GREP_NAMES =
      "recursive ignore-case line-number files-with-matches files-without-match count word-regexp"
          + " line-regexp only-matching invert-match extended-regexp fixed-strings perl-regexp"
          + " no-messages quiet with-filename no-filename text color null initial-tab";
  private static final String GREP_VALUES =
      "regexp include exclude exclude-dir max-count after-context before-context context color"
          + " binary-files";
  private static final String RG_NAMES =
      "line-number ignore-case smart-case case-sensitive files-with-matches files-without-match"
          + " count count-matches word-regexp line-regexp only-matching invert-match fixed-strings"
          + " hidden no-ignore no-ignore-vcs files json stats heading no-heading column multiline"
          + " multiline-dotall pcre2 no-messages quiet with-filename no-filename null trim vimgrep"
          + " type-list no-config one-file-system no-line-number text";
  private static final String RG_VALUES =
      "regexp glob iglob type type-not max-count max-depth max-columns max-filesize after-context"
          + " before-context context color sort sortr replace engine encoding";

  static final Map<String, Options> OPTIONS =
      Map.ofEntries(
          entry(
              "ls",
              "1aAbBcCdfFgGhiklmnNopqQrRsStuUvxXZ",
              "Iw",
              "all almost-all human-readable recursive size reverse directory inode"
                  + " group-directories-first full-time",
              "color sort time ignore hide time-style format"),
          entry("cat", "AbeEnstTuv", "", "number show-all show-ends squeeze-blank", ""),
          entry("head", "qv", "nc", "quiet verbose", "lines bytes"),
          entry("tail", "qv", "nc", "quiet verbose", "lines bytes"),
          entry("wc", "clmwL", "", "bytes chars lines words max-line-length", ""),
          entry("grep", GREP, "eABCm", GREP_NAMES, GREP_VALUES),
          entry("egrep", GREP, "eABCm", GREP_NAMES, GREP_VALUES),
          entry("fgrep", GREP, "eABCm", GREP_NAMES, GREP_VALUES),
          entry("rg", "inlwcvosSFUH0xNpuIaq", "egtTABCmMdr", RG_NAMES, RG_VALUES),
          entry(
              "sort",
              "bdfgiMhnRrVcCmsuz",
              "kt",
              "reverse unique numeric-sort human-numeric-sort ignore-case version-sort"
                  + " stable general-numeric-sort month-sort check",
              "key field-separator"),
          entry(
              "uniq",
              "cdui",
              "fsw",
              "count repeated unique ignore-case",
              "skip-fields skip-chars check-chars"),
          entry(
              "cut",
              "sn",
              "dfcb",
              "only-delimited complement",
              "delimiter fields characters bytes output-delimiter"),
          entry("tr", "cCdst", "", "complement delete squeeze-repeats truncate-set1", ""),
          entry("nl", "", "bvwsn", "", ""),
          entry("tac", "", "", "", ""),
          entry("rev", "", "", "", ""),
          entry("column", "t", "sc", "table", "separator"),
          entry("comm", "123i", "", "", ""),
          entry("cmp", "bls", "n", "print-bytes verbose quiet silent", "bytes"),
          entry(
              "diff",
              "uqNwbBiycsaed",
              "U",
              "brief unified color side-by-side ignore-all-space ignore-blank-lines"
                  + " ignore-case report-identical-files minimal",
              "color width unified"),
          entry("stat", "t", "c", "terse", "format printf"),
          entry("file", "bi", "", "brief mime mime-type mime-encoding", ""),
          entry(
              "du",
              "abchkmsSx0",
              "d",
              "summarize human-readable all total bytes apparent-size",
              "max-depth exclude"),
          entry("df", "ahikmTlP", "", "human-readable all inodes total", ""),
          entry(
              "tree",
              "adfispghuDFrtnvCA",
              "LIP",
              "dirsfirst noreport gitignore prune du si",
              "filelimit"),
          entry("basename", "az", "s", "multiple", "suffix"),
          entry("dirname", "z", "", "", ""),
          entry("realpath", "emsz", "", "", "relative-to relative-base"),
          entry("readlink", "efmnz", "", "canonicalize", ""),
          entry("md5sum", "bt", "", "tag", ""),
          entry("sha1sum", "bt", "", "tag", ""),
          entry("sha256sum", "bt", "", "tag", ""),
          entry("cksum", "", "", "", ""),
          entry("od", "abcdfhiloxvs", "AjNtw", "", ""),
          entry("seq", "w", "fs", "equal-width", "format separator"),
          entry("which", "as", "", "all", ""),
          entry("type", "aftpP", "", "", ""),
          entry("pwd", "LP", "", "", ""),
          entry("uname", "asnrvmpio", "", "all", ""),
          entry("whoami", "", "", "", ""),
          entry("id", "ugGnr", "", "user group groups name", ""));

  private Lookers() {}

  private static Map.Entry<String, Options> entry(
      String program, String flags, String valued, String names, String valuedNames) {
    return Map.entry(program, Options.of(flags, valued, names, valuedNames));
  }
}
