package dev.gradus.node;

import dev.gradus.tensor.Labels;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * How an op prints: one description for text and, in {@code dev.gradus.explain}, for LaTeX, MathML, Java and NumPy.
 *
 * @param form the position of the symbol relative to the operands
 * @param symbol the mathematical symbol or the function's name, in Unicode
 * @param arguments what a function prints after its operands, such as axes
 * @param binding the precedence of the whole formula, which decides where parentheses are needed
 * @param java the Java expression, with {@code {0}}, {@code {1}} for the operands; if empty, the Java code constructs
 *     the op
 * @param numpy the NumPy expression, with {@code {0}}, {@code {1}} for the operands; empty if NumPy has none
 */
public record Notation(Form form, String symbol, List<String> arguments, Binding binding, String java, String numpy) {

    /** The position of the symbol. */
    public enum Form {
        /** {@code f(a, b)}. */
        FUNCTION,
        /** {@code a + b}. */
        INFIX,
        /** {@code −a}. */
        PREFIX,
        /** {@code aᵀ}. */
        POSTFIX
    }

    /** The precedence of a formula, lowest first. */
    public enum Binding {
        /** {@code a > b}. */
        COMPARISON,
        /** {@code a + b}. */
        SUM,
        /** {@code a ∗ b}. */
        PRODUCT,
        /** {@code −a}. */
        SIGN,
        /** {@code aᵀ}. */
        POWER,
        /** A name, a number or a function call. */
        ATOM
    }

    /** A part of a printed formula and its precedence. */
    public record Fragment(String text, Binding binding) {
        /** Refuses null. */
        public Fragment {
            Objects.requireNonNull(text, "text");
            Objects.requireNonNull(binding, "binding");
        }

        /** A name or a number. */
        public static Fragment atom(String text) {
            return new Fragment(text, Binding.ATOM);
        }

        private String inside(Binding outer, boolean alsoWhenEqual) {
            int order = binding.compareTo(outer);
            return order < 0 || (order == 0 && alsoWhenEqual) ? "(" + text + ")" : text;
        }
    }

    /** Keeps a copy of the arguments. */
    public Notation {
        Objects.requireNonNull(form, "form");
        Objects.requireNonNull(symbol, "symbol");
        Objects.requireNonNull(arguments, "arguments");
        Objects.requireNonNull(binding, "binding");
        Objects.requireNonNull(java, "java");
        Objects.requireNonNull(numpy, "numpy");
        arguments = List.copyOf(arguments);
    }

    /** {@code name(a, b)}. */
    public static Notation function(String name) {
        Objects.requireNonNull(name, "name");
        return new Notation(Form.FUNCTION, name, List.of(), Binding.ATOM, "", "");
    }

    /** {@code a symbol b}. */
    public static Notation infix(String symbol, Binding binding) {
        return new Notation(Form.INFIX, symbol, List.of(), binding, "", "");
    }

    /** {@code symbol a}, without a space. */
    public static Notation prefix(String symbol) {
        return new Notation(Form.PREFIX, symbol, List.of(), Binding.SIGN, "", "");
    }

    /** {@code a symbol}, without a space. */
    public static Notation postfix(String symbol) {
        return new Notation(Form.POSTFIX, symbol, List.of(), Binding.POWER, "", "");
    }

    /** A copy with these arguments after a function's operands. */
    public Notation arguments(List<String> values) {
        Objects.requireNonNull(values, "values");
        return new Notation(form, symbol, values, binding, java, numpy);
    }

    /** A copy with this Java expression, such as {@code {0}.matMul({1})}. */
    public Notation java(String template) {
        Objects.requireNonNull(template, "template");
        return new Notation(form, symbol, arguments, binding, template, numpy);
    }

    /** A copy with this NumPy expression, such as {@code {0} @ {1}}. */
    public Notation numpy(String template) {
        Objects.requireNonNull(template, "template");
        return new Notation(form, symbol, arguments, binding, java, template);
    }

    /** The formula as plain text, with no more parentheses than necessary. */
    public Fragment text(List<Fragment> operands) {
        return new Fragment(textOf(operands), binding);
    }

    private String textOf(List<Fragment> operands) {
        return switch (form) {
            case FUNCTION -> {
                List<String> parts = new ArrayList<>();
                Objects.requireNonNull(operands, "operands");
                operands.forEach(operand -> parts.add(operand.text()));
                arguments.forEach(argument -> parts.add(Labels.printable(argument)));
                yield symbol + "(" + String.join(", ", parts) + ")";
            }
            case INFIX ->
                operands.get(0).inside(binding, !isReadFromTheLeft()) + " " + symbol + " "
                        + operands.get(1).inside(binding, true);
            case PREFIX -> symbol + operands.get(0).inside(binding, true);
            case POSTFIX -> operands.get(0).inside(binding, true) + symbol;
        };
    }

    /** Whether the operator is left-associative: a − b − c is (a − b) − c, but powers and comparisons are not. */
    private boolean isReadFromTheLeft() {
        return binding != Binding.POWER && binding != Binding.COMPARISON;
    }
}
