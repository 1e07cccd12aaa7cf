package acp.surface.extension;

/** Nothing is to be said about it. */
public record Rebuilding() {}
