package dev.gradus.playground.language;

import dev.gradus.playground.language.Script.Row;
import dev.gradus.playground.language.Token.Kind;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A class of layers and a line that creates its only object, as the statements that they stand for: the arguments and layers of
 * the constructor, and a function of the object's name for its forward pass.
 *
 * @param constructor the statements of the constructor
 * @param forward the head of the function and its statements
 */
record TorchModule(List<Row> constructor, Optional<List<Row>> forward) {
    /** Empty if the line creates no object of the class. */
    static Optional<TorchModule> of(List<Row> block, Row line) {
        String name = block.get(0).tokens().get(1).text();
        boolean creates = line.target().isPresent()
                && line.tokens().size() > 3
                && line.tokens().get(2).isWord(name)
                && line.tokens().get(3).is("(");
        if (!creates) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>();
        Optional<List<Row>> forward = Optional.empty();
        for (int i = 1; i < block.size(); i++) {
            Row header = block.get(i);
            int end = i + 1;
            while (end < block.size() && block.get(end).indent() > header.indent()) {
                end++;
            }
            boolean isMethod = header.isBlock() && header.first().isWord("def");
            if (isMethod && header.tokens().get(1).isWord("__init__")) {
                rows.addAll(arguments(header, line));
                block.subList(i + 1, end).forEach(row -> rows.add(withoutSelf(row)));
            } else if (isMethod && header.tokens().get(1).isWord("forward")) {
                List<Row> function = new ArrayList<>(List.of(function(withoutSelf(header), line.first())));
                block.subList(i + 1, end).forEach(row -> function.add(withoutSelf(row)));
                forward = Optional.of(function);
            }
            i = end - 1;
        }
        return Optional.of(new TorchModule(rows, forward));
    }

    /** A line for each argument of the constructor. */
    private static List<Row> arguments(Row constructor, Row line) {
        List<List<Token>> parameters = parts(withoutSelf(constructor).tokens(), 2);
        List<List<Token>> values = parts(line.tokens(), 3);
        List<Row> rows = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            boolean isKeyword = values.get(i).size() > 2 && values.get(i).get(1).is("=");
            List<Token> tokens = new ArrayList<>();
            if (!isKeyword && i < parameters.size()) {
                Span at = values.get(i).get(0).span();
                tokens.add(new Token(Kind.NAME, parameters.get(i).get(0).text(), at));
                tokens.add(new Token(Kind.SIGN, "=", at));
            }
            tokens.addAll(values.get(i));
            rows.add(new Row(tokens, line.end(), line.indent(), false));
        }
        return rows;
    }

    /** The parts between the commas of the parentheses that open at a token. */
    private static List<List<Token>> parts(List<Token> tokens, int open) {
        List<List<Token>> parts = new ArrayList<>();
        List<Token> part = new ArrayList<>();
        int depth = 0;
        for (Token token : tokens.subList(open, tokens.size())) {
            depth += token.is("(") || token.is("[") ? 1 : 0;
            depth -= token.is(")") || token.is("]") ? 1 : 0;
            boolean isEnd = depth == 0 || depth == 1 && token.is(",");
            if (isEnd && !part.isEmpty()) {
                parts.add(part);
                part = new ArrayList<>();
            } else if (!isEnd && !(depth == 1 && token.is("(") && part.isEmpty() && parts.isEmpty())) {
                part.add(token);
            }
            if (depth == 0) {
                break;
            }
        }
        return parts;
    }

    /** The definition of the forward pass, under the name of the object. */
    private static Row function(Row header, Token object) {
        List<Token> tokens = new ArrayList<>(header.tokens());
        tokens.set(1, object);
        return new Row(tokens, header.end(), header.indent(), false);
    }

    /** The same without {@code self} and the sign behind it. */
    private static Row withoutSelf(Row row) {
        List<Token> tokens = new ArrayList<>();
        for (int i = 0; i < row.tokens().size(); i++) {
            Token token = row.tokens().get(i);
            if (!token.isWord("self")) {
                tokens.add(token);
            } else if (i + 1 < row.tokens().size()
                    && (row.tokens().get(i + 1).is(".")
                            || row.tokens().get(i + 1).is(","))) {
                i++;
            }
        }
        return new Row(tokens, row.end(), row.indent(), false);
    }
}
