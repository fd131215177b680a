package dev.gradus.playground.build.browser;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Methods of {@code java.lang} that TeaVM lacks. */
public final class JavaLang {
    private JavaLang() {}

    /** As {@link Character#toString(int)}. */
    public static String toString(int codePoint) {
        return new StringBuilder().appendCodePoint(codePoint).toString();
    }

    /** As {@link Class#getPackageName()}. */
    public static String getPackageName(Class<?> type) {
        String name = type.getName();
        int dot = name.lastIndexOf('.');
        return dot < 0 ? "" : name.substring(0, dot);
    }

    /** As {@link Character#getName(int)}, but without a table of names: {@code U+2207}. */
    public static String getName(int codePoint) {
        return "U+" + Integer.toHexString(0x1_0000 + codePoint).substring(1).toUpperCase(Locale.ROOT);
    }

    /** As {@link String#lines()}. */
    public static Stream<String> lines(String text) {
        List<String> lines = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int end = from;
            while (end < text.length() && text.charAt(end) != '\n' && text.charAt(end) != '\r') {
                end++;
            }
            lines.add(text.substring(from, end));
            boolean isPair = end + 1 < text.length() && text.charAt(end) == '\r' && text.charAt(end + 1) == '\n';
            from = end + (isPair ? 2 : 1);
        }
        return lines.stream();
    }

    /** As {@link String#indent(int)}, to the right only. */
    public static String indent(String text, int spaces) {
        if (spaces < 0) {
            throw new IllegalArgumentException("spaces must be at least 0, but is " + spaces);
        }
        return lines(text).map(line -> " ".repeat(spaces) + line + "\n").collect(Collectors.joining());
    }

    /** As {@link java.lang.reflect.AccessibleObject#trySetAccessible()}: in a browser everything is accessible. */
    public static boolean trySetAccessible(java.lang.reflect.AccessibleObject any) {
        return true;
    }
}
