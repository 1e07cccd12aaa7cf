package acp.surface.extension;

/** It was done, and there is nothing more to say. */
public record Nothing() {}
