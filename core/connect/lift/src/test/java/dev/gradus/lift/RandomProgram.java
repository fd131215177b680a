package dev.gradus.lift;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * Writes random, valid Java: methods of a double[] and an int with loops, arrays and their aliases, records, lambdas,
 * calls, branches on ints and doubles, early returns and casts. Their functions are those of the engine, so that even
 * exp has the same bits.
 */
final class RandomProgram {
    private static final int DEEPEST = 3;

    private final Random random;
    private final StringBuilder out = new StringBuilder();
    private List<String> doubles = new ArrayList<>();
    private List<String> arrays = new ArrayList<>();
    private List<String> ints = new ArrayList<>();
    private int names;
    private int helpers;
    private boolean inLoop;

    RandomProgram(long seed) {
        random = new Random(seed);
    }

    /** A class with methods {@code f0, f1, …} and a method {@code method} that refers to the one with a number. */
    String source(String name, int methods) {
        line("import dev.gradus.kernel.math.Elementary;");
        line("import dev.gradus.lift.Lift;");
        line("import java.util.function.*;");
        line("public class " + name + " {");
        line("record Pair(double a, double b) { double at(double t) { return a * t + b; }"
                + " static Pair of(double u) { return new Pair(u, 1 - u); } }");
        line("static final class Sum { double total; int count; void add(double v) { total += v; count++; } }");
        line("static double power(double u, int k) { return k <= 0 ? 1 : u * power(u, k - 1); }");
        line("static void scale(double[] a, double by) { for (int i = 0; i < a.length; i++) { a[i] *= by; } }");
        for (helpers = 0; helpers < 2; helpers++) {
            method("static double h" + helpers + "(double[] x, int n)", 3);
        }
        for (int i = 0; i < methods; i++) {
            method("public static double f" + i + "(double[] x, int n)", 7);
        }
        line("public static double call(int i, double[] x, int n) { return switch (i) {");
        for (int i = 0; i < methods; i++) {
            line("case " + i + " -> f" + i + "(x, n);");
        }
        line("default -> throw new IllegalArgumentException(); }; }");
        line("public static Lift.Method2<double[], Integer, Double> method(int i) { return switch (i) {");
        for (int i = 0; i < methods; i++) {
            line("case " + i + " -> " + name + "::f" + i + ";");
        }
        line("default -> throw new IllegalArgumentException(); }; }");
        line("}");
        return out.toString();
    }

    private void line(String text) {
        out.append(text).append('\n');
    }

    private int pick(int bound) {
        return random.nextInt(bound);
    }

    private <T> T pick(List<T> list) {
        return list.get(pick(list.size()));
    }

    private String name(String prefix) {
        return prefix + names++;
    }

    private void method(String header, int statements) {
        line(header + " {");
        doubles = new ArrayList<>();
        arrays = new ArrayList<>(List.of("x"));
        ints = new ArrayList<>(List.of("n"));
        inLoop = false;
        declareDouble();
        declareArray();
        for (int i = 0; i < statements; i++) {
            statement(0);
        }
        line("return " + sum() + ";");
        line("}");
    }

    private String sum() {
        StringBuilder all = new StringBuilder(expression(1));
        doubles.forEach(v -> all.append(" + ").append(v));
        arrays.forEach(
                a -> all.append(" + ").append(a).append("[").append(index(a)).append("]"));
        return all.toString();
    }

    private void block(int depth, int statements) {
        List<List<String>> before = List.of(List.copyOf(doubles), List.copyOf(arrays), List.copyOf(ints));
        for (int i = 0; i < statements; i++) {
            statement(depth);
        }
        doubles = new ArrayList<>(before.get(0));
        arrays = new ArrayList<>(before.get(1));
        ints = new ArrayList<>(before.get(2));
    }

    private void declareDouble() {
        String v = name("v");
        line("double " + v + " = " + expression(2) + ";");
        doubles.add(v);
    }

    private void declareArray() {
        String a = name("a");
        line("double[] " + a + " = "
                + switch (pick(5)) {
                    case 0 -> "new double[" + (1 + pick(4)) + "];";
                    case 1 -> "{" + expression(1) + ", " + expression(1) + "};";
                    case 2 -> pick(arrays) + ".clone();";
                    case 3 -> "java.util.Arrays.copyOf(" + pick(arrays) + ", " + (1 + pick(5)) + ");";
                    default -> "new double[n + 1];";
                });
        arrays.add(a);
    }

    /** An array that may be written to: any but the argument. */
    private String written() {
        List<String> own = arrays.stream().filter(a -> !a.equals("x")).toList();
        return own.isEmpty() ? "(new double[2])" : pick(own);
    }

    private String index(String array) {
        return "Math.floorMod(" + integer() + ", " + array + ".length)";
    }

    private void statement(int depth) {
        int kind = pick(depth < DEEPEST ? 26 : 11);
        switch (kind) {
            case 0 -> declareDouble();
            case 1, 2 -> line(doubles.isEmpty() ? ";" : pick(doubles) + " = " + expression(2) + ";");
            case 3 ->
                line(
                        doubles.isEmpty()
                                ? ";"
                                : pick(doubles) + pick(List.of(" += ", " -= ", " *= 0.5 * ")) + expression(2) + ";");
            case 4, 5 -> {
                String a = written();
                line(a + "[" + index(a) + "]" + pick(List.of(" = ", " += ", " -= ")) + expression(2) + ";");
            }
            case 6 -> declareArray();
            case 7 -> declareInt();
            case 8 -> alias();
            case 9 -> assignInt();
            case 10 -> assignArray();
            case 11, 12, 13 -> loop(depth);
            case 14, 15, 16, 17 -> branch(depth, comparison());
            case 18 -> branch(depth, integer() + pick(List.of(" < ", " > ", " == ")) + integer());
            case 19 -> earlyEnd();
            case 20 -> records();
            case 21 -> lambda();
            case 22 -> matrix(depth);
            case 23 -> choice(depth);
            case 24 -> attempt();
            default -> line("scale(" + written() + ", " + expression(1) + ");");
        }
    }

    private void declareInt() {
        String k = name("k");
        line("int " + k + " = "
                + switch (pick(4)) {
                    case 0 -> "(int) (" + expression(1) + ");";
                    case 1 -> "(int) ((long) " + integer() + " << 2 >> 1);";
                    case 2 -> comparison() + " ? " + integer() + " : " + integer() + ";";
                    default -> integer() + " * 3 % 5;";
                });
        ints.add(k);
    }

    private void assignInt() {
        List<String> assignable = ints.stream().filter(k -> k.startsWith("k")).toList();
        if (!assignable.isEmpty()) {
            line(pick(assignable) + " = (" + integer() + ") % 7;");
        }
    }

    private void assignArray() {
        List<String> own = arrays.stream().filter(a -> !a.equals("x")).toList();
        if (!own.isEmpty()) {
            line(pick(own) + " = " + pick(own) + pick(List.of("", ".clone()")) + ";");
        }
    }

    private void alias() {
        String a = name("a");
        String other = written();
        line("double[] " + a + " = n > " + pick(4) + " ? " + other + " : " + written() + ";");
        arrays.add(a);
    }

    private void loop(int depth) {
        String i = name("i");
        String bound = depth == 0 && pick(6) == 0
                ? "" + (17 + pick(10))
                : pick(List.of("2", "3", "n", pick(arrays) + ".length"));
        ints.add(i);
        boolean outer = inLoop;
        switch (pick(3)) {
            case 0 -> line("for (int " + i + " = " + bound + " - 1; " + i + " >= 0; " + i + "--) {");
            case 1 -> line("for (int " + i + " = 0; " + i + " < " + bound + "; " + i + " += 2) {");
            default -> line("for (int " + i + " = 0; " + i + " < " + bound + "; " + i + "++) {");
        }
        inLoop = true;
        block(depth + 1, 1 + pick(3));
        if (pick(5) == 0) {
            line("if (" + comparison() + ") { " + pick(List.of("break", "continue")) + "; }");
        }
        inLoop = outer;
        ints.remove(i);
        line("}");
    }

    private void branch(int depth, String condition) {
        line("if (" + condition + ") {");
        block(depth + 1, 1 + pick(2));
        if (pick(2) == 0) {
            line("} else {");
            block(depth + 1, 1 + pick(2));
        }
        line("}");
    }

    private void earlyEnd() {
        if (pick(3) == 0) {
            line("if (" + comparison() + " && " + comparison() + ") { return " + expression(2) + "; }");
        } else if (inLoop) {
            line("if (" + integer() + " == 1) { " + pick(List.of("break", "continue")) + "; }");
        }
    }

    private void records() {
        String v = name("v");
        if (pick(2) == 0) {
            String r = name("r");
            line("Pair[] " + r + " = {Pair.of(" + expression(1) + "), new Pair(" + expression(1) + ", 2)};");
            line("double " + v + " = " + r + "[Math.floorMod(" + integer() + ", 2)].at(" + expression(1) + ");");
        } else {
            String s = name("s");
            line("Sum " + s + " = new Sum();");
            line("for (double each : " + pick(arrays) + ") { " + s + ".add(each * " + expression(1) + "); }");
            line("double " + v + " = " + s + ".total / (1 + " + s + ".count);");
        }
        doubles.add(v);
    }

    private void lambda() {
        String g = name("g");
        String v = name("v");
        line("final double c" + v + " = " + expression(1) + ";");
        line("DoubleUnaryOperator " + g + " = t -> " + pick(List.of("t * c" + v, "Math.min(t, c" + v + ")", "t - n"))
                + ";");
        line("double " + v + " = " + g + ".andThen(t -> t + c" + v + ").applyAsDouble(" + expression(1) + ");");
        doubles.add(v);
    }

    private void matrix(int depth) {
        String m = name("m");
        String row = name("a");
        line("double[][] " + m + " = new double[2][3];");
        line(m + "[1][" + pick(3) + "] = " + expression(1) + ";");
        line("double[] " + row + " = " + m + "[Math.floorMod(" + integer() + ", 2)];");
        arrays.add(row);
        if (depth < DEEPEST) {
            loop(depth + 1);
        }
    }

    private void choice(int depth) {
        line("switch (Math.floorMod(" + integer() + ", 3)) {");
        line("case 0: {");
        block(depth + 1, 1);
        line("}");
        line("case 1: {");
        block(depth + 1, 1);
        line("break; }");
        line("default: {");
        block(depth + 1, 1);
        line("} }");
    }

    private void attempt() {
        String k = name("k");
        line("int " + k + ";");
        line("try { " + k + " = 6 / " + integer() + "; } catch (ArithmeticException e) { " + k + " = -1; }");
        ints.add(k);
    }

    private String integer() {
        return switch (pick(4)) {
            case 0 -> "" + pick(4);
            case 1 -> "(" + pick(ints) + " + " + pick(3) + ")";
            case 2 -> "(" + pick(ints) + " - " + pick(ints) + ")";
            default -> pick(ints);
        };
    }

    private String comparison() {
        return expression(1) + pick(List.of(" < ", " <= ", " > ", " >= ", " == ", " != ")) + expression(1);
    }

    private String expression(int depth) {
        if (depth == 0) {
            return switch (pick(4)) {
                case 0 -> doubles.isEmpty() ? "0.75" : pick(doubles);
                case 1 -> {
                    String a = pick(arrays);
                    yield a + "[" + index(a) + "]";
                }
                case 2 -> "x[" + index("x") + "]";
                default -> pick(List.of("1", "0.5", "-2", "3", pick(ints), "0.1", "-0.0"));
            };
        }
        String a = expression(depth - 1);
        String b = expression(depth - 1);
        return switch (pick(27)) {
            case 0, 1 -> "(" + a + " + " + b + ")";
            case 2, 3 -> "(" + a + " - " + b + ")";
            case 4, 5, 6 -> "(0.5 * " + a + " * " + b + ")";
            case 7 -> "(" + a + " / (1.5 + Math.abs(" + b + ")))";
            case 8 -> "Math.sqrt(1 + Math.abs(" + a + "))";
            case 9 -> "Math.fma(0.5 * " + a + ", " + b + ", " + a + ")";
            case 10 -> "Math.abs(" + a + ")";
            case 11 -> "Math.max(" + a + ", " + b + ")";
            case 12 -> "Math.min(" + a + ", " + b + ")";
            case 13 -> "(" + a + " > " + b + " ? " + a + " : " + expression(depth - 1) + ")";
            case 14 -> "(" + comparison(depth) + " ? " + a + " : " + b + ")";
            case 15 -> "-" + "(" + a + ")";
            case 16 -> "Elementary." + pick(List.of("sin", "cos", "tanh", "atan", "sigmoid")) + "(" + a + ")";
            case 17 -> "Elementary.exp(-Math.abs(" + a + "))";
            case 18 -> "Elementary.log(1.25 + Math.abs(" + a + "))";
            case 19 -> "power(" + a + ", " + pick(3) + ")";
            case 20 -> helpers > 0 && pick(3) == 0 ? "h" + pick(helpers) + "(" + pick(arrays) + ", n)" : a;
            case 24 -> "(1.0 * " + a + " % " + pick(List.of("0.75", "-1.5", b)) + ")";
            case 25 -> "Math." + pick(List.of("floor", "ceil", "rint", "signum")) + "((double) " + a + ")";
            case 21 -> "(" + a + " > 0.25 ? Math.sqrt(" + a + " - 0.125) : " + b + ")";
            case 22 -> "(Math.abs(" + a + ") > 0.5 ? 1 / " + a + " : " + b + ")";
            case 23 -> "(" + a + " <= 0.25 ? " + b + " : Elementary.log(" + a + "))";
            default -> a;
        };
    }

    private String comparison(int depth) {
        return expression(depth - 1) + pick(List.of(" < ", " <= ", " > ", " >= ")) + expression(depth - 1);
    }
}
