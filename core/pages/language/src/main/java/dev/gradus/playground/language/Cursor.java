package dev.gradus.playground.language;

import dev.gradus.playground.language.Token.Kind;
import java.util.List;

/** The tokens of a program and the place of the one that is read next. */
abstract class Cursor {
    final List<Token> tokens;
    int at;

    Cursor(List<Token> tokens) {
        this.tokens = tokens;
    }

    final Token name() {
        if (peek().kind() != Kind.NAME) {
            throw missing("a name", peek());
        }
        return tokens.get(at++);
    }

    final void expect(String sign) {
        if (!peek().is(sign)) {
            throw missing(sign, peek());
        }
        at++;
    }

    static Problem missing(String what, Token here) {
        boolean isSign = what.length() <= 1;
        Span start = new Span(here.span().from(), here.span().from());
        Problem problem = Problem.at(
                here.kind() == Kind.END ? start : here.span(),
                what + " is missing",
                "Expected " + (isSign ? "a " + what : what) + " here.");
        return isSign ? problem.mendedBy("Insert " + what, start, what) : problem;
    }

    final void expectEnd() {
        Token token = peek();
        if (token.kind() == Kind.END) {
            return;
        }
        if (token.is(")") || token.is("]")) {
            throw Problem.at(token.span(), "unmatched " + token.text(), "This " + token.text() + " is unmatched.")
                    .mendedBy("Remove it", token.span(), "");
        }
        if (token.is("=")) {
            throw Problem.at(token.span(), "second =", "A line can have only one =. Write a comparison as ==.")
                    .mendedBy("Write ==", token.span(), "==");
        }
        throw Problem.at(token.span(), "missing operator", "Expected an operator before " + token.text() + ".");
    }

    final Token peek() {
        Token token = tokens.get(at);
        if (token.kind() == Kind.WRONG) {
            throw Tokens.problem(token);
        }
        return token;
    }
}
