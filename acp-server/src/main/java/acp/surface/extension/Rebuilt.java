package acp.surface.extension;

/** All was made anew. */
public record Rebuilt(boolean done) {}
