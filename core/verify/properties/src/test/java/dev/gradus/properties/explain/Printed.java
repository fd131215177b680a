package dev.gradus.properties.explain;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** A printed formula as its reader understands it. */
sealed interface Printed {
    /** A number. */
    record Number(double value) implements Printed {}

    /** The name of a value. */
    record Name(String name) implements Printed {}

    /** {@code a + b}; a sign that is not printed is the empty string. */
    record Infix(String sign, Printed left, Printed right) implements Printed {}

    /** {@code −a}. */
    record Negative(Printed of) implements Printed {}

    /** {@code ∂a}. */
    record Differential(Printed of) implements Printed {}

    /** {@code f(a, b, axis 0)}, or {@code a[0:2]}. */
    record Call(String function, List<Printed> operands, String arguments) implements Printed {}

    /** {@code f′(a)}. */
    record Slope(String function, Printed of) implements Printed {}

    /** {@code Σ_i a}. */
    record Total(String letter, Printed body) implements Printed {}

    /** {@code [a > b]}, 1 where it holds. */
    record Indicator(Printed condition) implements Printed {}

    /** {@code a_ij}. */
    record Element(Printed of, String index) implements Printed {}

    /** The kinds of what is printed. */
    enum Kind {
        NUMBER,
        NAME,
        FUNCTION,
        PRIME,
        ARGUMENTS,
        POSTFIX,
        INDEX,
        SUM,
        SIGN,
        END
    }

    /** A piece of what is printed. */
    record Token(Kind kind, String text) {
        static Token sign(String text) {
            return new Token(Kind.SIGN, text);
        }

        boolean is(String sign) {
            return kind == Kind.SIGN && text.equals(sign);
        }
    }

    /** A formula that has no one reading. */
    final class UnreadableException extends RuntimeException {
        private static final long serialVersionUID = 1;

        UnreadableException(String message) {
            super(message);
        }
    }

    /** Reads the whole of it, by the precedence that mathematicians know. */
    static Printed of(List<Token> tokens) {
        Parser parser = new Parser(tokens);
        Printed formula = parser.comparison();
        parser.require(Kind.END);
        return formula;
    }

    /** By recursive descent. */
    final class Parser {
        private static final Set<String> COMPARISONS = Set.of("<", ">", "≤", "≥", "=", "≠");

        private final List<Token> tokens;
        private int at;

        Parser(List<Token> tokens) {
            this.tokens = new ArrayList<>(tokens);
            this.tokens.add(new Token(Kind.END, ""));
        }

        private Token peek() {
            return tokens.get(at);
        }

        private Token next() {
            return tokens.get(at++);
        }

        private Token require(Kind kind) {
            if (peek().kind != kind) {
                throw new UnreadableException("expected " + kind + " at " + tokens.subList(at, tokens.size()));
            }
            return next();
        }

        private void require(String sign) {
            if (!peek().is(sign)) {
                throw new UnreadableException("expected " + sign + " at " + tokens.subList(at, tokens.size()));
            }
            next();
        }

        Printed comparison() {
            Printed left = sum();
            return peek().kind == Kind.SIGN && COMPARISONS.contains(peek().text)
                    ? new Infix(next().text, left, sum())
                    : left;
        }

        private Printed sum() {
            Printed left = product();
            while (peek().is("+") || peek().is("−")) {
                left = new Infix(next().text, left, product());
            }
            return left;
        }

        private Printed product() {
            Printed left = signed();
            while (true) {
                if (peek().is("∗") || peek().is("·") || peek().is("/") || peek().is("∘")) {
                    left = new Infix(next().text, left, signed());
                } else if (isStart()) {
                    if (peek().kind == Kind.NUMBER) {
                        throw new UnreadableException("a number follows without a sign: " + tokens);
                    }
                    left = new Infix("", left, signed());
                } else {
                    return left;
                }
            }
        }

        private boolean isStart() {
            return switch (peek().kind) {
                case NUMBER, NAME, FUNCTION, SUM -> true;
                case SIGN -> peek().is("(") || peek().is("[") || peek().is("∂");
                default -> false;
            };
        }

        private Printed signed() {
            if (peek().is("−")) {
                next();
                return new Negative(signed());
            }
            if (peek().is("∂")) {
                next();
                Printed above = new Differential(power());
                if (!peek().is("/") || !tokens.get(at + 1).is("∂")) {
                    return above;
                }
                at += 2;
                return new Infix("/", above, new Differential(power()));
            }
            if (peek().kind == Kind.SUM) {
                return new Total(next().text, product());
            }
            return power();
        }

        private Printed power() {
            Printed base = atom();
            boolean raised = false;
            while (true) {
                if (peek().kind == Kind.INDEX) {
                    base = new Element(base, next().text);
                } else if (peek().kind == Kind.POSTFIX) {
                    String sign = next().text;
                    if (raised && (sign.equals("²") || sign.equals("ᵀ"))) {
                        throw new UnreadableException("raised twice: " + tokens);
                    }
                    raised = true;
                    base = new Call(sign, List.of(base), "");
                } else if (peek().is("^")) {
                    if (raised) {
                        throw new UnreadableException("raised twice: " + tokens);
                    }
                    next();
                    Printed exponent = atom();
                    if (peek().kind == Kind.INDEX) {
                        exponent = new Element(exponent, next().text);
                    }
                    base = exponent.equals(new Number(2))
                            ? new Call("²", List.of(base), "")
                            : new Infix("^", base, exponent);
                    raised = true;
                } else {
                    return base;
                }
            }
        }

        private Printed atom() {
            Token token = next();
            return switch (token.kind) {
                case NUMBER -> new Number(Double.parseDouble(token.text));
                case NAME -> new Name(token.text);
                case FUNCTION -> call(token.text);
                case SIGN -> {
                    if (token.is("(")) {
                        Printed inside = comparison();
                        require(")");
                        yield inside;
                    } else if (token.is("[")) {
                        Printed condition = comparison();
                        require("]");
                        yield new Indicator(condition);
                    }
                    throw new UnreadableException("unexpected " + token + " in " + tokens);
                }
                default -> throw new UnreadableException("unexpected " + token + " in " + tokens);
            };
        }

        private Printed call(String function) {
            boolean isSlope = peek().kind == Kind.PRIME;
            if (isSlope) {
                next();
            }
            require("(");
            List<Printed> operands = new ArrayList<>(List.of(comparison()));
            while (peek().is(",")) {
                next();
                operands.add(comparison());
            }
            String arguments = peek().kind == Kind.ARGUMENTS ? next().text : "";
            require(")");
            return isSlope ? new Slope(function, operands.get(0)) : new Call(function, operands, arguments);
        }
    }
}
