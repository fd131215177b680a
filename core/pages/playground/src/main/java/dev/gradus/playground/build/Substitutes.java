package dev.gradus.playground.build;

import java.util.List;
import org.teavm.extension.spi.substitution.SimpleSubstitutionPolicy;
import org.teavm.extension.spi.substitution.SubstitutionSink;

/** Replaces classes that cannot run in a browser by those of the package {@code browser}. */
public final class Substitutes extends SimpleSubstitutionPolicy {
    /** The package of the substitutes; the full name of the replaced class follows it. */
    static final String PACKAGE = "dev.gradus.playground.build.browser.";

    /** Classes that TeaVM's library lacks. */
    static final List<String> LACKING = List.of(
            "java.util.StringJoiner",
            "java.util.SplittableRandom",
            "java.text.Normalizer",
            "java.text.Normalizer$Form",
            "java.lang.reflect.RecordComponent");

    /** Classes of the engine that depend on the JVM. */
    static final List<String> REPLACED = List.of("dev.gradus.kernel.host.Host");

    @Override
    public void contribute(SubstitutionSink sink) {
        sink.selectClasses(name -> LACKING.contains(name) || REPLACED.contains(name))
                .packagePrefix(PACKAGE.substring(0, PACKAGE.length() - 1));
    }
}
