/** A graph as mathematics and as code, and its passes step by step. Start with {@link dev.gradus.explain.Explanation}. */
module dev.gradus.explain {
    requires transitive dev.gradus.engine;

    exports dev.gradus.explain;
}
