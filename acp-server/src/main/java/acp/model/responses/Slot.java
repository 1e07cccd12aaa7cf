package acp.model.responses;

/** A piece of the answer that is under way: a message, a call or some reasoning. */
final class Slot {
  final int index;
  final String id;
  final StringBuilder arguments = new StringBuilder();
  String type;
  String name;

  /** True once something of it has come in pieces; then its whole is not told again. */
  boolean told;

  /** True once it is whole, or will be no more. */
  boolean closed;

  /** True once it has been handed out, if it is a call. */
  boolean called;

  /** The kind of event that brings its thoughts, where a server sends two kinds. */
  String thoughts = "";

  /** The paragraph of its summary that came last. */
  int part = -1;

  Slot(int index, String id, String type, String name) {
    this.index = index;
    this.id = id;
    this.type = type;
    this.name = name;
  }

  boolean isCall() {
    return type.equals("function_call");
  }
}
