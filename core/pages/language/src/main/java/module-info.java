/** Programs that are typed, read into graphs. Start with {@link dev.gradus.playground.language.Program}. */
@SuppressWarnings("module") // gradus-testkit is compiled after it.
module dev.gradus.language {
    requires transitive dev.gradus.engine;

    exports dev.gradus.playground.language to
            dev.gradus.testkit;
}
