package dev.gradus.playground.language;

import dev.gradus.playground.language.Statement.Assignment;
import dev.gradus.playground.language.Statement.Definition;
import dev.gradus.playground.language.Statement.Rule;
import dev.gradus.playground.language.Token.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Reads statements by recursive descent, with Python's precedence: comparisons, sums, products, signs, powers, and then calls,
 * members and indices. It reads one statement at a time, so that the statements before an error are available.
 */
final class Parser extends Cursor {
    private static final Set<String> COMPARISONS = Set.of("<", ">", "<=", ">=", "==", "!=");
    private static final Set<String> UPDATES = Set.of("+", "-", "*", "/", "@");
    private static final Set<String> PRODUCTS = Set.of("*", "/", "@", "%", "//");

    /** The most signs of one statement, which limits the depth of the recursion. */
    private static final int MOST_SIGNS = 400;

    private static final int DEEPEST = 100;

    private int depth;

    /** The number of bars that are open. */
    private int bars;

    Parser(List<Token> tokens) {
        super(tokens);
    }

    /** Reads a single expression, for tests and idioms. */
    static Expr expression(String text) {
        return expression(Tokens.of(text));
    }

    /** Reads a single expression up to the token that ends it. */
    static Expr expression(List<Token> tokens) {
        Parser parser = new Parser(tokens);
        parser.checkLength();
        Expr expression = parser.expression();
        parser.expectEnd();
        return expression;
    }

    /** The next statement; empty at the end. */
    Optional<Statement> next() {
        while (peek().kind() == Kind.END) {
            if (at == tokens.size() - 1) {
                return Optional.empty();
            }
            at++;
        }
        depth = 0;
        bars = 0;
        checkLength();
        Statement statement = peek().isWord("def")
                ? definition()
                : isRule() ? rule() : isUpdate() ? update() : isSeveral() ? several() : assignment();
        expectEnd();
        return Optional.of(statement);
    }

    /** Rejects statements that are too long. Lists of numbers do not count, because a table can be long. */
    private void checkLength() {
        int signs = 0;
        for (int i = at; tokens.get(i).kind() != Kind.END; i++) {
            boolean isOfNumber = i > at
                    && tokens.get(i).is("-")
                    && (tokens.get(i - 1).is(",") || tokens.get(i - 1).is("["));
            boolean isOfList = tokens.get(i).is(",")
                    || tokens.get(i).is("[") && !isOperand(tokens.get(Math.max(at, i - 1)))
                    || tokens.get(i).is("]");
            signs += tokens.get(i).kind() == Kind.SIGN && !isOfList && !isOfNumber ? 1 : 0;
            if (signs > MOST_SIGNS) {
                throw Problem.at(
                        tokens.get(i).span(),
                        "too long",
                        "A line can have at most " + MOST_SIGNS + " symbols. Give part of it a name.");
            }
        }
    }

    /** Whether an index can follow. */
    private static boolean isOperand(Token token) {
        return token.kind() == Kind.NAME || token.is(")") || token.is("]");
    }

    private boolean isRule() {
        return peek().isWord("grad") && tokens.get(at + 1).kind() == Kind.NAME;
    }

    private boolean isUpdate() {
        return peek().kind() == Kind.NAME
                && UPDATES.contains(tokens.get(at + 1).text())
                && at + 2 < tokens.size()
                && tokens.get(at + 2).is("=")
                && tokens.get(at + 1).span().to() == tokens.get(at + 2).span().from();
    }

    private Statement.Update update() {
        Token name = peek();
        String sign = tokens.get(at + 1).text();
        at += 3;
        Span start = peek().span();
        Expr value = expression();
        Span whole = start.through(tokens.get(at - 1).span());
        return new Statement.Update(name.text(), sign, value, whole, name.span().through(whole));
    }

    private boolean isSeveral() {
        int i = at;
        while (tokens.get(i).kind() == Kind.NAME && tokens.get(i + 1).is(",")) {
            i += 2;
        }
        return i > at && tokens.get(i).kind() == Kind.NAME && tokens.get(i + 1).is("=");
    }

    private Statement.Several several() {
        List<Token> names = new ArrayList<>(List.of(name()));
        while (peek().is(",")) {
            at++;
            names.add(name());
        }
        at++;
        List<Expr> values = new ArrayList<>(List.of(expression()));
        while (peek().is(",")) {
            at++;
            values.add(expression());
        }
        if (values.size() != 1 && values.size() != names.size()) {
            throw Problem.at(
                    names.get(0).span().through(names.get(names.size() - 1).span()),
                    "wrong number of values",
                    "There are " + names.size() + " names, but " + values.size() + " values.");
        }
        List<Assignment> all = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            Expr whole = values.get(0);
            Span span = values.get(Math.min(i, values.size() - 1)).span();
            Expr value = values.size() > 1
                    ? values.get(i)
                    : new Expr.Index(whole, List.of(new Expr.Numeral(i, String.valueOf(i), span)), span);
            all.add(new Assignment(names.get(i).text(), names.get(i).span(), value, span));
        }
        return new Statement.Several(all);
    }

    private Assignment assignment() {
        Token first = peek();
        if (first.kind() == Kind.NAME && tokens.get(at + 1).kind() == Kind.NAME) {
            at++; // a type, as in Java: Node z = …
        }
        Token name = peek();
        boolean isNamed = name.kind() == Kind.NAME && tokens.get(at + 1).is("=");
        if (!isNamed) {
            checkFunction(first);
            throw Problem.at(first.span(), "missing name", "A line must begin with a name and =, as in z = x @ W + b.");
        }
        at += 2;
        Span start = peek().span();
        Expr value = expression();
        return new Assignment(
                name.text(),
                name.span(),
                value,
                start.through(tokens.get(at - 1).span()));
    }

    /** Refuses the textbook's definition of a function, f(x) = …, and says Python's. */
    private void checkFunction(Token first) {
        int i = at + 1;
        while (tokens.get(i).is("(") || tokens.get(i).is(",") || tokens.get(i).kind() == Kind.NAME) {
            i++;
        }
        if (first.kind() == Kind.NAME
                && tokens.get(at + 1).is("(")
                && tokens.get(i).is(")")
                && tokens.get(i + 1).is("=")) {
            Span start = new Span(first.span().from(), first.span().from());
            Span sign =
                    new Span(tokens.get(i).span().to(), tokens.get(i + 1).span().to());
            throw Problem.at(
                            first.span().through(sign),
                            "another language",
                            "A function is written as def f(x): return x**2.")
                    .mendedBy(new Remedy(
                            "Write def", List.of(new Remedy.Edit(start, "def "), new Remedy.Edit(sign, ": return"))));
        }
    }

    private Definition definition() {
        at++;
        Token name = name();
        expect("(");
        List<String> parameters = new ArrayList<>();
        Map<String, Expr> usual = new LinkedHashMap<>();
        while (!peek().is(")")) {
            parameters.add(name().text());
            if (peek().is("=")) {
                at++;
                usual.put(parameters.get(parameters.size() - 1), expression());
            }
            if (!peek().is(")")) {
                expect(",");
            }
        }
        expect(")");
        expect(":");
        List<Assignment> locals = new ArrayList<>();
        skipLineBreaks();
        while (peek().kind() == Kind.NAME && tokens.get(at + 1).is("=")) {
            locals.add(assignment());
            skipLineBreaks();
        }
        if (!peek().isWord("return")) {
            throw Problem.at(peek().span(), "missing return", "A function needs a return, as in def f(x): return x**3.")
                    .mendedBy(
                            "Insert return",
                            new Span(peek().span().from(), peek().span().from()),
                            "return ");
        }
        at++;
        return new Definition(
                name.text(), name.span(), List.copyOf(parameters), usual, List.copyOf(locals), expression());
    }

    private void skipLineBreaks() {
        while (peek().kind() == Kind.END && peek().text().equals("\n") && at + 1 < tokens.size()) {
            at++;
        }
    }

    private Rule rule() {
        Span from = tokens.get(at++).span();
        Token name = name();
        expect(":");
        List<Expr> rules = new ArrayList<>(List.of(expression()));
        while (peek().is(",")) {
            at++;
            rules.add(expression());
        }
        return new Rule(
                name.text(),
                name.span(),
                List.copyOf(rules),
                from.through(rules.get(rules.size() - 1).span()));
    }

    private Expr expression() {
        if (++depth > DEEPEST) {
            throw Problem.at(
                    peek().span(),
                    "too deeply nested",
                    "Brackets are nested more than " + DEEPEST + " deep. Give part of the expression a name.");
        }
        Expr left = sum();
        while (peek().kind() == Kind.SIGN && COMPARISONS.contains(peek().text())) {
            Token sign = tokens.get(at++);
            left = binary(sign, left, sum());
        }
        depth--;
        return left;
    }

    private Expr sum() {
        Expr left = product();
        while (peek().is("+") || peek().is("-")) {
            Token sign = tokens.get(at++);
            left = binary(sign, left, product());
        }
        return left;
    }

    private Expr product() {
        Expr left = signed();
        Token sign = peek();
        for (String product = product(sign); !product.isEmpty(); product = product(sign)) {
            boolean isWritten = sign.is(product);
            at += isWritten ? 1 : 0;
            Span where = isWritten
                    ? sign.span()
                    : new Span(sign.span().from(), sign.span().from());
            left = binary(new Token(Kind.SIGN, product, where), left, signed());
            sign = peek();
        }
        return left;
    }

    /** The product that a token stands for or begins: 2x is 2 * x, and xᵀy is xᵀ @ y. */
    private String product(Token next) {
        if (next.kind() == Kind.SIGN && PRODUCTS.contains(next.text())) {
            return next.text();
        }
        Token left = tokens.get(Math.max(0, at - 1));
        boolean isFraction = left.kind() == Kind.NUMBER
                && left.span().to() - left.span().from() < left.text().length();
        if (next.is("‖") && bars == 0 && at > 0 && left.kind() != Kind.SIGN) {
            return "*";
        }
        boolean isAdjacent = left.span().to() == next.span().from() || isFraction;
        boolean begins = next.kind() == Kind.NAME || next.is("(");
        if (!isAdjacent || !begins || left.kind() != Kind.NUMBER && !left.is("ᵀ")) {
            return "";
        }
        if (at > 1 && tokens.get(at - 2).is("/")) {
            throw Problem.at(
                    left.span().through(next.span()),
                    "an open fraction",
                    "This could be a factor of the fraction or of what it is divided by. Write * and parentheses.");
        }
        return left.is("ᵀ") ? "@" : "*";
    }

    private Expr signed() {
        if (peek().is("-") || peek().is("+")) {
            Token sign = tokens.get(at++);
            Expr x = signed();
            return sign.is("+") ? x : new Expr.Unary("-", x, sign.span().through(x.span()));
        }
        return power();
    }

    private Expr power() {
        Expr base = postfix();
        if (peek().is("**") || peek().is("^")) {
            Token sign = tokens.get(at++);
            return binary(sign, base, signed());
        }
        return base;
    }

    private static Expr binary(Token sign, Expr left, Expr right) {
        return new Expr.Binary(
                sign.text(), left, right, sign.span(), left.span().through(right.span()));
    }

    private Expr postfix() {
        Expr x = peek().isWord("new") && tokens.get(at + 1).kind() == Kind.NAME ? constructed() : atom();
        for (Token next = peek(); next.kind() == Kind.SIGN; next = peek()) {
            if (next.is(".")) {
                at++;
                Token name = name();
                x = new Expr.Member(x, name.text(), name.span(), x.span().through(name.span()));
            } else if (next.is("(") && !(x instanceof Expr.Numeral)) {
                x = call(x);
            } else if (next.is("[")) {
                x = index(x);
            } else if (next.is("²") || next.is("³")) {
                at++;
                Expr two = new Expr.Numeral(next.is("²") ? 2 : 3, next.is("²") ? "2" : "3", next.span());
                x = new Expr.Binary("**", x, two, next.span(), x.span().through(next.span()));
            } else if (next.is("⁻¹")) {
                at++;
                Span whole = x.span().through(next.span());
                x = new Expr.Call(new Expr.Name("inv", next.span()), List.of(x), Map.of(), whole);
            } else if (next.is("ᵀ")) {
                at++;
                x = new Expr.Member(x, "T", next.span(), x.span().through(next.span()));
            } else {
                break;
            }
        }
        return x;
    }

    private Expr constructed() {
        at++;
        return atom();
    }

    private Expr call(Expr function) {
        at++;
        List<Expr> arguments = new ArrayList<>();
        Map<String, Expr> keywords = new LinkedHashMap<>();
        while (!peek().is(")")) {
            if (peek().kind() == Kind.NAME && tokens.get(at + 1).is("=")) {
                String keyword = name().text();
                at++;
                keywords.put(keyword, expression());
            } else {
                arguments.add(expression());
            }
            if (!peek().is(")")) {
                close(")");
            }
        }
        Token close = tokens.get(at++);
        return new Expr.Call(function, arguments, keywords, function.span().through(close.span()));
    }

    private Expr index(Expr of) {
        at++;
        List<Expr> subscripts = new ArrayList<>();
        do {
            subscripts.add(subscript());
            if (!peek().is("]")) {
                close("]");
            }
        } while (!peek().is("]"));
        Token close = tokens.get(at++);
        return new Expr.Index(of, subscripts, of.span().through(close.span()));
    }

    private Expr subscript() {
        Span from = peek().span();
        Optional<Expr> first = bound();
        if (!peek().is(":")) {
            return first.orElseThrow(() -> missing("a number or a range", peek()));
        }
        at++;
        Optional<Expr> second = bound();
        Optional<Expr> third = Optional.empty();
        if (peek().is(":")) {
            at++;
            third = bound();
        }
        return new Expr.Range(
                first, second, third, from.through(tokens.get(at - 1).span()));
    }

    private Optional<Expr> bound() {
        return peek().is(":") || peek().is(",") || peek().is("]") ? Optional.empty() : Optional.of(expression());
    }

    private Expr atom() {
        Token token = peek();
        switch (token.kind()) {
            case NUMBER -> {
                at++;
                return new Expr.Numeral(Double.parseDouble(token.text().replace("_", "")), token.text(), token.span());
            }
            case NAME -> {
                at++;
                return new Expr.Name(token.text(), token.span());
            }
            case TEXT -> {
                at++;
                return new Expr.Text(token.text(), token.span());
            }
            case SIGN -> {
                return bracket(token);
            }
            default -> throw missing("an expression", token);
        }
    }

    /** An absolute value or a norm. */
    private Expr bars(Token open) {
        at++;
        bars++;
        Expr inner = expression();
        bars--;
        expect(open.text());
        Span span = open.span().through(tokens.get(at - 1).span());
        boolean isNorm = open.is("‖");
        if (!isNorm && (peek().is("²") || peek().is("**") || peek().is("^"))) {
            throw Problem.at(
                    span,
                    "a norm or absolute values",
                    "Write ‖w‖² for the sum of the squares, or w² for the square of each element.");
        }
        Expr function = new Expr.Name(isNorm ? "vector_norm" : "abs", open.span());
        return new Expr.Call(function, List.of(inner), Map.of(), span);
    }

    private Expr bracket(Token open) {
        if (open.is("...")) {
            at++;
            return new Expr.Name("...", open.span());
        }
        if (open.is("|") || open.is("‖")) {
            return bars(open);
        }
        if (!open.is("(") && !open.is("[")) {
            throw Problem.at(open.span(), "misplaced symbol", "Unexpected " + open.text() + ".");
        }
        String closing = open.is("(") ? ")" : "]";
        at++;
        List<Expr> items = new ArrayList<>();
        boolean hasComma = false;
        while (!peek().is(closing)) {
            items.add(expression());
            if (!peek().is(closing)) {
                close(closing);
                hasComma = true;
            }
        }
        Span span = open.span().through(tokens.get(at++).span());
        boolean isGroup = open.is("(") && items.size() == 1 && !hasComma;
        return isGroup ? items.get(0) : new Expr.Items(items, open.is("("), span);
    }

    /** Skips a comma; throws if there is none. */
    private void close(String closing) {
        if (!peek().is(",")) {
            if (peek().kind() == Kind.END || !startsOperand(peek())) {
                throw missing(closing, peek());
            }
            throw Problem.at(peek().span(), "missing symbol", "Expected an operator or a comma.");
        }
        at++;
    }

    private static boolean startsOperand(Token token) {
        return token.kind() == Kind.NAME
                || token.kind() == Kind.NUMBER
                || token.kind() == Kind.TEXT
                || token.is("(")
                || token.is("‖");
    }
}
