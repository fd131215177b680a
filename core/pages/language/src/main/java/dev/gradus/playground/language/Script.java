package dev.gradus.playground.language;

import dev.gradus.playground.language.Aside.Reason;
import dev.gradus.playground.language.Token.Kind;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The statements of a program. Those that the page does by itself are set aside: a pasted training loop keeps only the
 * lines of its forward pass. What a statement does is read from its words, before any line has a value.
 */
final class Script {
    /** Statements that consist of one call, by the name of the function. */
    private static final Map<String, Reason> CALLS = Map.ofEntries(
            Map.entry("print", Reason.OUTPUT),
            Map.entry("append", Reason.OUTPUT),
            Map.entry("set_printoptions", Reason.OUTPUT),
            Map.entry("train", Reason.OUTPUT),
            Map.entry("eval", Reason.OUTPUT),
            Map.entry("seed", Reason.SEED),
            Map.entry("manual_seed", Reason.SEED),
            Map.entry("backward", Reason.BACKWARD),
            Map.entry("zero_grad", Reason.BACKWARD),
            Map.entry("zero_", Reason.BACKWARD),
            Map.entry("requires_grad_", Reason.BACKWARD),
            Map.entry("__init__", Reason.COMMENT),
            Map.entry("step", Reason.UPDATE));

    /** Calls on the right of an assignment that the page does not need. */
    private static final Map<String, Reason> VALUES = Map.ofEntries(
            Map.entry("default_rng", Reason.SEED),
            Map.entry("RandomState", Reason.SEED),
            Map.entry("Generator", Reason.SEED),
            Map.entry("manual_seed", Reason.SEED),
            Map.entry("parameters", Reason.UPDATE),
            Map.entry("SGD", Reason.UPDATE),
            Map.entry("Adam", Reason.UPDATE),
            Map.entry("AdamW", Reason.UPDATE),
            Map.entry("RMSprop", Reason.UPDATE),
            Map.entry("device", Reason.IMPORT),
            Map.entry("make_moons", Reason.DATA),
            Map.entry("make_circles", Reason.DATA),
            Map.entry("make_blobs", Reason.DATA),
            Map.entry("make_classification", Reason.DATA),
            Map.entry("make_regression", Reason.DATA),
            Map.entry("load_iris", Reason.DATA),
            Map.entry("loadtxt", Reason.DATA),
            Map.entry("read_csv", Reason.DATA),
            Map.entry("train_test_split", Reason.DATA),
            Map.entry("TensorDataset", Reason.DATA),
            Map.entry("DataLoader", Reason.DATA),
            Map.entry("item", Reason.OUTPUT),
            Map.entry("time", Reason.OUTPUT),
            Map.entry("backward", Reason.BACKWARD),
            Map.entry("grad", Reason.BACKWARD));

    /** Statements of Python that compute nothing. */
    private static final Set<String> WORDS =
            Set.of("pass", "break", "continue", "return", "assert", "del", "global", "raise");

    private static final Set<String> BLOCKS =
            Set.of("for", "while", "if", "elif", "else", "with", "try", "except", "finally", "class");

    private final List<Row> rows;
    private final List<Aside> asides = new ArrayList<>();
    private final List<Row> kept = new ArrayList<>();

    /** The names to which a line that was kept gives initial numbers. */
    private final Set<String> weights = new HashSet<>();

    /** The rows of each class. */
    private final List<List<Row>> modules = new ArrayList<>();

    /** The names that are changed by statements that were set aside, which are weights. */
    private final Set<String> updated = new HashSet<>();

    /**
     * One statement.
     *
     * @param tokens without the end
     * @param end the token that ends it
     * @param indent the letters before its line
     */
    record Row(List<Token> tokens, Token end, int indent, boolean isInLoop) {
        Token first() {
            return tokens.get(0);
        }

        boolean isBlock() {
            return tokens.get(tokens.size() - 1).is(":") && (first().isWord("def") || BLOCKS.contains(first().text()));
        }

        Span span() {
            return first().span().through(tokens.get(tokens.size() - 1).span());
        }

        /** The position of a sign outside of brackets, or −1. */
        int indexOf(String sign) {
            int depth = 0;
            for (int i = 0; i < tokens.size(); i++) {
                Token token = tokens.get(i);
                depth += token.is("(") || token.is("[") ? 1 : token.is(")") || token.is("]") ? -1 : 0;
                if (depth == 0 && token.is(sign)) {
                    return i;
                }
            }
            return -1;
        }

        /** The name that it gives a value to, if that is all on the left. */
        Optional<String> target() {
            return indexOf("=") == 1 ? Optional.of(first().text()) : Optional.empty();
        }

        boolean mentions(String name, int from) {
            for (int i = from; i < tokens.size(); i++) {
                if (tokens.get(i).isWord(name) && (i == 0 || !tokens.get(i - 1).is("."))) {
                    return true;
                }
            }
            return false;
        }

        /** The name before the last call that is not within brackets. */
        Optional<String> called() {
            Optional<String> called = Optional.empty();
            int depth = 0;
            for (int i = 0; i < tokens.size(); i++) {
                if (depth == 0
                        && i > 0
                        && tokens.get(i).is("(")
                        && tokens.get(i - 1).kind() == Kind.NAME) {
                    called = Optional.of(tokens.get(i - 1).text());
                }
                depth += tokens.get(i).is("(") || tokens.get(i).is("[")
                        ? 1
                        : tokens.get(i).is(")") || tokens.get(i).is("]") ? -1 : 0;
            }
            return called;
        }
    }

    private Script(List<Row> rows) {
        this.rows = rows;
    }

    /** Reads the statements of a program from its tokens. */
    static Script of(List<Token> tokens, String text) {
        Script script = new Script(rows(tokens, text));
        script.sort(0, script.rows.size(), false);
        script.setBackwardAside();
        return script;
    }

    private static List<Row> rows(List<Token> tokens, String text) {
        List<Row> rows = new ArrayList<>();
        int from = 0;
        int indent = 0;
        boolean beginsLine = true;
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).kind() != Kind.END) {
                continue;
            }
            if (i > from) {
                int at = tokens.get(from).span().from();
                indent = beginsLine ? at - text.lastIndexOf('\n', at - 1) - 1 : indent;
                rows.add(new Row(tokens.subList(from, i), tokens.get(i), indent, false));
            }
            beginsLine = tokens.get(i).text().equals("\n");
            from = i + 1;
        }
        return rows;
    }

    /** The tokens of the statements that are read. */
    List<Token> tokens(Token last) {
        List<Token> tokens = new ArrayList<>();
        kept.forEach(row -> {
            tokens.addAll(row.tokens());
            tokens.add(row.end());
        });
        tokens.add(last);
        return tokens;
    }

    List<Aside> asides() {
        return asides;
    }

    /** Whether a name is changed by a statement that was set aside. */
    boolean isUpdated(String name) {
        return updated.contains(name);
    }

    private int endOfBlock(int header) {
        int end = header + 1;
        while (end < rows.size() && rows.get(end).indent() > rows.get(header).indent()) {
            end++;
        }
        return end;
    }

    /** Keeps rows or sets them aside. */
    private void sort(int from, int to, boolean isInLoop) {
        for (int i = from; i < to; i++) {
            Row row = rows.get(i);
            int end = row.isBlock() ? Math.min(to, endOfBlock(i)) : i + 1;
            if (row.isBlock() && row.first().isWord("def")) {
                function(row, rows.subList(i + 1, end));
            } else if (row.isBlock()
                    && (row.first().isWord("for") || row.first().isWord("while"))) {
                aside(row, Reason.LOOP);
                sort(i + 1, end, true);
            } else if (row.isBlock() && row.first().isWord("class")) {
                modules.add(rows.subList(i, end));
            } else if (row.isBlock() && row.mentions("__name__", 0)) {
                aside(row, Reason.COMMENT);
                sort(i + 1, end, isInLoop);
            } else if (row.isBlock() && end > i + 1) {
                boolean isUpdate = row.first().isWord("with");
                rows.subList(i, end).forEach(one -> aside(one, isUpdate ? Reason.UPDATE : Reason.OUTPUT));
            } else {
                Optional<TorchModule> module = modules.stream()
                        .flatMap(block -> TorchModule.of(block, row).stream())
                        .findFirst();
                if (module.isPresent()) {
                    module.get().constructor().forEach(one -> keepOrNot(one, false));
                    module.get().forward().ifPresent(one -> function(one.get(0), one.subList(1, one.size())));
                } else {
                    keepOrNot(row, isInLoop);
                }
            }
            i = end - 1;
        }
    }

    private void keepOrNot(Row row, boolean isInLoop) {
        reason(row, isInLoop).ifPresentOrElse(why -> aside(row, why), () -> {
            kept.add(new Row(row.tokens(), row.end(), row.indent(), isInLoop));
            row.target().filter(name -> isWeight(row)).ifPresent(weights::add);
        });
    }

    private void aside(Row row, Reason reason) {
        asides.add(new Aside(row.span(), reason));
        int sign = row.indexOf("=");
        boolean changes = sign == 2 && "+-*/".contains(row.tokens().get(1).text());
        if (reason == Reason.UPDATE && (changes || row.target().isPresent())) {
            updated.add(row.first().text());
        }
    }

    /** A function of several lines: its name, its assignments and what it returns; one that returns nothing is set aside. */
    private void function(Row header, List<Row> body) {
        boolean returns = body.stream()
                .anyMatch(row -> row.first().isWord("return")
                        && row.indent() == body.get(0).indent());
        if (body.size() > 1 && !returns) {
            aside(header, Reason.OUTPUT);
            body.forEach(row -> aside(row, Reason.OUTPUT));
            return;
        }
        kept.add(header);
        for (int i = 0; i < body.size(); i++) {
            Row row = body.get(i);
            boolean isNested = row.indent() > body.get(0).indent();
            if (row.first().isWord("return") && !isNested) {
                kept.add(row);
            } else if (row.isBlock() || isNested) {
                aside(row, Reason.OUTPUT);
            } else {
                keepOrNot(row, false);
            }
        }
    }

    /** Why a statement is set aside; empty if it is read. */
    private Optional<Reason> reason(Row row, boolean isInLoop) {
        Token first = row.first();
        if (first.isWord("import") || first.isWord("from")) {
            return Optional.of(Reason.IMPORT);
        } else if (row.tokens().size() == 1 && first.kind() == Kind.TEXT) {
            return Optional.of(Reason.COMMENT);
        } else if (first.kind() != Kind.NAME || first.isWord("def") || first.isWord("grad")) {
            return Optional.empty();
        } else if (WORDS.contains(first.text()) || row.isBlock()) {
            return Optional.of(Reason.OUTPUT);
        }
        int sign = row.indexOf("=");
        if (sign < 0) {
            boolean plots = first.isWord("plt") || first.isWord("sns");
            return plots ? Optional.of(Reason.OUTPUT) : row.called().map(CALLS::get);
        }
        return ofAssignment(row, sign, isInLoop);
    }

    private Optional<Reason> ofAssignment(Row row, int sign, boolean isInLoop) {
        String name = row.first().text();
        Token second = row.tokens().get(1);
        if (sign + 1 == row.tokens().size()) {
            return Optional.empty();
        } else if (second.is(".")) {
            return Optional.of(Reason.UPDATE);
        } else if (second.is("[")) {
            return Optional.of(Reason.BACKWARD);
        } else if (sign == 2 && "+-*/".contains(second.text())) {
            return weights.contains(name)
                    ? Optional.of(Reason.UPDATE)
                    : isInLoop ? Optional.of(Reason.OUTPUT) : Optional.empty();
        } else if (isStep(row, name) && weights.contains(name)) {
            return Optional.of(Reason.UPDATE);
        }
        boolean isEmptyList =
                row.tokens().size() == sign + 3 && row.tokens().get(sign + 1).is("[");
        return isEmptyList || row.tokens().get(sign + 1).text().equals("{")
                ? Optional.of(Reason.OUTPUT)
                : row.called().map(VALUES::get);
    }

    /** Whether a line is {@code W = W - …}. */
    private static boolean isStep(Row row, String name) {
        return row.indexOf("=") == 1
                && row.tokens().size() > 4
                && row.tokens().get(2).isWord(name)
                && (row.tokens().get(3).is("-") || row.tokens().get(3).is("+"));
    }

    /** Whether a line gives a name initial numbers. */
    private static boolean isWeight(Row row) {
        return row.target().isPresent()
                && row.tokens().size() > 2
                && (row.tokens().get(2).is("[")
                        || row.tokens().size() == 3 && row.tokens().get(2).kind() == Kind.NUMBER
                        || row.tokens().stream().skip(2).map(Token::text).anyMatch(Script::isMaker));
    }

    private static boolean isMaker(String function) {
        return InitialValues.has(function)
                || InitialValues.ARRAY.contains(function)
                || InitialValues.PARAMETER.contains(function);
    }

    // Gradients that are computed by hand

    /** Of a training that is written by hand, sets aside the lines in its loop that the loss does not need. */
    private void setBackwardAside() {
        Optional<Row> loss = kept.stream()
                .filter(row -> row.target().filter(Script::isLoss).isPresent())
                .reduce((a, b) -> b);
        if (updated.isEmpty()) {
            return;
        }
        Set<String> needed = new HashSet<>();
        loss.flatMap(Row::target).ifPresent(needed::add);
        for (int i = kept.size() - 1; i >= 0; i--) {
            Row row = kept.get(i);
            if (row.target().filter(needed::contains).isPresent()) {
                row.tokens().stream().skip(2).forEach(token -> needed.add(token.text()));
            }
        }
        int after = loss.map(kept::indexOf).orElse(kept.size());
        List<Row> before = new ArrayList<>(kept);
        kept.removeIf(row -> {
            Optional<String> target = row.target();
            boolean isTraining = row.isInLoop() || before.indexOf(row) > after;
            boolean isIdle = isTraining
                    && target.isPresent()
                    && (loss.isPresent() ? !needed.contains(target.get()) : isGradient(target.get()));
            if (isIdle) {
                aside(row, Reason.BACKWARD);
            }
            return isIdle;
        });
    }

    private static boolean isLoss(String name) {
        String word = name.toLowerCase(Locale.ROOT);
        return Objective.NAMES.contains(name) || word.contains("loss") || word.contains("cost");
    }

    /** Whether a name is one that people give to a gradient. */
    private static boolean isGradient(String name) {
        return name.matches("d[A-Z_].*|d[a-z]\\d?|(grad|delta|∂).*|.*(delta|grad|error)");
    }
}
