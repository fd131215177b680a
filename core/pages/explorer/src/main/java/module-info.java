/**
 * Graphs drawn as in a textbook, and the page that steps through both passes. Start with {@link dev.gradus.explorer.Explorer}.
 */
@SuppressWarnings("requires-automatic") // Eclipse's libraries have no descriptions of modules, but names that stay
module dev.gradus.explorer {
    requires transitive dev.gradus.engine;
    requires transitive dev.gradus.explain;
    requires transitive dev.gradus.train;
    requires org.eclipse.elk.alg.layered;
    requires org.eclipse.elk.core;
    requires org.eclipse.elk.graph;
    requires org.eclipse.emf.common;
    requires org.eclipse.emf.ecore;
    // ELK's, which cannot say so itself.
    requires com.google.common;

    exports dev.gradus.explorer;
}
