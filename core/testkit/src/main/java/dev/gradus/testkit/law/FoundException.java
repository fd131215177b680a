package dev.gradus.testkit.law;

import java.util.stream.Collectors;

/** Thrown by an op that cannot be computed and whose report should say why in its own words. */
public final class FoundException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Finding finding;

    public FoundException(Finding finding) {
        super(finding.facts().stream()
                .map(fact -> "\n  " + fact.name() + ": " + fact.text())
                .collect(Collectors.joining("", finding.what(), "")));
        this.finding = finding;
    }

    Finding finding() {
        return finding;
    }
}
