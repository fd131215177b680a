package dev.gradus.playground.languages;

/** Calls the compiler of Scala 3. */
final class Scala {
    private Scala() {}

    static boolean failed(String[] arguments) {
        return dotty.tools.dotc.Main.process(arguments).hasErrors();
    }
}
