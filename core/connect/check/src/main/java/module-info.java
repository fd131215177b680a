/**
 * Checks ops of programs in any language, which answer lines of JSON, against the laws of {@code dev.gradus.testkit}.
 *
 * <p>It is a program itself: {@code java -jar gradus-check.jar --help}.
 */
module dev.gradus.checker {
    requires dev.gradus.testkit;
    requires tools.jackson.core;
    requires tools.jackson.databind;

    exports dev.gradus.checker;
}
