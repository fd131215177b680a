package dev.gradus.playground.build.browser.org.eclipse.elk.core.util;

import org.eclipse.elk.core.util.NullElkProgressMonitor;

/** Stands in for ELK's class, which can write files: watches nothing. */
public class BasicProgressMonitor extends NullElkProgressMonitor {
    public BasicProgressMonitor withMaxHierarchyLevels(int levels) {
        return this;
    }
}
