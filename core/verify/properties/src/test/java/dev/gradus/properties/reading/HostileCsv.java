package dev.gradus.properties.reading;

import static dev.gradus.properties.reading.Hostile.colliding;
import static dev.gradus.properties.reading.Hostile.lines;

import java.nio.charset.StandardCharsets;

/** CSV files that are made to take long. */
final class HostileCsv {
    private HostileCsv() {}

    static Hostile all() {
        return new Hostile()
                .text("digits and a letter in one cell", n -> "a\n" + "1".repeat(n) + "x\n")
                .text(
                        "digits, a point, digits and a letter",
                        n -> "a\n" + "1".repeat(n / 2) + "." + "1".repeat(n / 2) + "x\n")
                .text("digits of an exponent and a letter", n -> "a\n1e" + "1".repeat(n) + "x\n")
                .text("one number of many digits", n -> "a\n" + "7".repeat(n) + "\n")
                .text("one small number of many digits", n -> "a\n." + "0".repeat(n) + "7\n")
                .text("numbers of 1000 digits", n -> "a\n" + (".0" + "49".repeat(500) + "\n").repeat(n / 1003))
                .text("many columns", n -> lines(n / 3, i -> "c" + i + ",") + "z\n" + numbers(n))
                .text("many columns of two rows", n -> lines(n / 2, i -> "c" + i + ",") + "z\n" + numbers(2 * n / 3, 2))
                .text("columns of colliding names", n -> lines(n / 2, i -> colliding(i, 14) + ",") + "z\n")
                .text("many rows of one digit", n -> "a\n" + "1\n".repeat(n / 2))
                .text("many rows of two texts", n -> "a\n" + "1\nx\n".repeat(n / 4))
                .text("many different texts", n -> "a\n" + lines(n, i -> "t" + i + "\n"))
                .text("texts of one hash code", n -> "a\n" + lines(n, i -> colliding(i, 16) + "\n"))
                .text("an open quote", n -> "a\n\"" + "x\n".repeat(n / 2))
                .text("quotes alone", n -> "a\n" + "\"".repeat(n / 2 * 2))
                .text("quoted quotes", n -> "a\n\"" + "\"\"".repeat(n / 2) + "\"\n")
                .text("quotes in the middle", n -> "a\n" + "x\"".repeat(n / 2))
                .text("empty lines", n -> "a\n" + "\n".repeat(n) + "1\n")
                .text("line feeds of all kinds", n -> "a\n" + "\r\n\r".repeat(n / 3) + "1\n")
                .text("spaces", n -> "a\n" + " ".repeat(n) + "1\n")
                .text("commas alone", n -> ",".repeat(n))
                .text("one long name", n -> "x".repeat(n) + "\n1\n")
                .text("a header of control characters", n -> "\u0001".repeat(n) + "\n1\n")
                .text("halves of surrogate pairs", n -> "a\n" + "\ud800".repeat(n / 3) + "\n")
                .text("nothing but a mark of byte order", n -> "\ufeff".repeat(n / 3))
                .add("zeros", byte[]::new)
                .mutations("gre,gpa,\"rank\"\n380,3.61,3\n660,3.67e0,\"3\"\n\"8\"\"0\",-4.0,1\n"
                        .getBytes(StandardCharsets.UTF_8));
    }

    private static String numbers(int bytes) {
        int columns = lines(bytes / 3, i -> "c" + i + ",").split(",", -1).length;
        return ("1,".repeat(columns - 1) + "2\n" + "2,".repeat(columns - 1) + "1\n");
    }

    private static String numbers(int bytes, int rows) {
        return numbers(bytes).repeat(rows / 2);
    }
}
