/**
 * Property tests for ops: a contract of laws that a new op's test class implements, and arbitraries of tensors and
 * graphs for your own properties.
 */
@SuppressWarnings("module") // gradus-check is compiled after it.
module dev.gradus.testkit {
    requires dev.gradus.language;
    requires transitive dev.gradus.engine;
    requires transitive net.jqwik.api;
    requires static org.apiguardian.api;
    requires static org.junit.jupiter.api;
    requires static org.junit.platform.launcher;

    exports dev.gradus.testkit;
    exports dev.gradus.testkit.grade;
    // For ops of other programs, which break laws in ways of their own.
    exports dev.gradus.testkit.cases to
            dev.gradus.checker;
    exports dev.gradus.testkit.law to
            dev.gradus.checker;
    exports dev.gradus.testkit.report to
            dev.gradus.checker;

    // jqwik makes the contract's hook and calls its properties by reflection.
    opens dev.gradus.testkit to
            org.junit.platform.commons;

    provides net.jqwik.api.providers.ArbitraryProvider with
            dev.gradus.testkit.GradusArbitraryProvider;
}
