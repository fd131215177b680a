package dev.gradus.playground.build.browser.java.util;

import java.util.Objects;

/** Replaces Java's class. */
public final class StringJoiner {
    private final String delimiter;
    private final String prefix;
    private final String suffix;
    private final StringBuilder joined = new StringBuilder();
    private boolean isEmpty = true;
    private String ifEmpty;

    public StringJoiner(CharSequence delimiter) {
        this(delimiter, "", "");
    }

    public StringJoiner(CharSequence delimiter, CharSequence prefix, CharSequence suffix) {
        this.delimiter = delimiter.toString();
        this.prefix = prefix.toString();
        this.suffix = suffix.toString();
        this.ifEmpty = this.prefix + this.suffix;
    }

    public StringJoiner setEmptyValue(CharSequence value) {
        ifEmpty = Objects.requireNonNull(value, "value").toString();
        return this;
    }

    public StringJoiner add(CharSequence element) {
        joined.append(isEmpty ? "" : delimiter).append(element);
        isEmpty = false;
        return this;
    }

    public int length() {
        return toString().length();
    }

    @Override
    public String toString() {
        return isEmpty ? ifEmpty : prefix + joined + suffix;
    }
}
