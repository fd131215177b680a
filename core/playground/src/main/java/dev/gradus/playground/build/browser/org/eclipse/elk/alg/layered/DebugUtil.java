package dev.gradus.playground.build.browser.org.eclipse.elk.alg.layered;

import java.util.List;
import org.eclipse.elk.alg.layered.graph.LGraph;
import org.eclipse.elk.alg.layered.p4nodes.LinearSegmentsNodePlacer.LinearSegment;
import org.eclipse.elk.alg.layered.p5edges.orthogonal.HyperEdgeSegment;
import org.eclipse.elk.core.util.IElkProgressMonitor;

/** Stands in for ELK's class, which writes graphs in the formats of other programs: writes nothing. */
public final class DebugUtil {
    private DebugUtil() {}

    public static void logDebugGraph(IElkProgressMonitor monitor, LGraph graph, int slot, String label) {
        // Nobody reads it.
    }

    public static void logDebugGraph(
            IElkProgressMonitor monitor,
            LGraph graph,
            List<LinearSegment> segments,
            List<List<LinearSegment>> outgoing) {
        // Nobody reads it.
    }

    public static void logDebugGraph(
            IElkProgressMonitor monitor,
            LGraph graph,
            int layer,
            List<HyperEdgeSegment> segments,
            String phase,
            String label) {
        // Nobody reads it.
    }
}
