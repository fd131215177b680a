package dev.gradus.playground.language;

import dev.gradus.playground.language.Remedy.Edit;
import dev.gradus.playground.language.Token.Kind;
import dev.gradus.tensor.Shape;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/** Possible fixes of names: one that nothing defines, that is defined below, or a second time. */
final class NameRemedies implements LineRemedies.Names {
    /** The number of sizes that are tried for a weight that is missing. */
    private static final int MOST_SIZES = 5;

    /** The number of places in which a name is changed. */
    private static final int MOST_USES = 200;

    /** The number of names, the last ones, that are tried. */
    private static final int MOST_NAMES = 20;

    /** The usual names of small constant factors. */
    private static final Set<String> FACTORS = Set.of(
            "λ", "lam", "lambda_", "α", "alpha", "β", "beta", "γ", "gamma", "ε", "eps", "decay", "reg", "penalty");

    /** The usual names of the number of examples. */
    private static final Set<String> COUNTS = Set.of("n", "m", "N");

    private final String text;
    private final List<Token> tokens;
    private final Builder program;

    NameRemedies(String text, List<Token> tokens, Builder program) {
        this.text = text;
        this.tokens = tokens;
        this.program = program;
    }

    @Override
    public boolean isFunction(String word) {
        return Calls.isKnown(word) || program.function(word).isPresent();
    }

    @Override
    public boolean isNumber(String word) {
        return program.value(word).filter(Value.Scalar.class::isInstance).isPresent();
    }

    @Override
    public List<String> values() {
        List<String> values = new ArrayList<>(program.valueNames());
        Collections.reverse(values);
        if (values.remove("y")) {
            values.add(0, "y");
        }
        return values.subList(0, Math.min(values.size(), MOST_NAMES));
    }

    /** The names that lines define. */
    private Set<String> defined() {
        Set<String> defined = new LinkedHashSet<>(program.valueNames());
        for (int i = 0; i + 1 < tokens.size(); i++) {
            boolean isFirst = i == 0 || tokens.get(i - 1).kind() == Kind.END;
            if (isFirst
                    && tokens.get(i).kind() == Kind.NAME
                    && tokens.get(i + 1).is("=")) {
                defined.add(tokens.get(i).text());
            }
        }
        return defined;
    }

    @Override
    public List<String> missing() {
        Set<String> defined = defined();
        Set<String> missing = new LinkedHashSet<>();
        for (int i = 0; i < tokens.size(); i++) {
            Token token = tokens.get(i);
            boolean isMember = i > 0 && tokens.get(i - 1).is(".");
            boolean isKeyword = i + 1 < tokens.size() && tokens.get(i + 1).is("=");
            boolean isName = token.kind() == Kind.NAME
                    && !isMember
                    && !isKeyword
                    && !token.isWord("def")
                    && !token.isWord("grad");
            if (isName && !defined.contains(token.text()) && !isFunction(token.text())) {
                missing.add(token.text());
            }
        }
        return missing.stream().limit(MOST_NAMES).toList();
    }

    /** An unknown name: the line that defines it is moved up, it is spelled otherwise, or it becomes a weight. */
    Problem unknown(Problem problem, String word, Span span) {
        Optional<String> nearest = Spelling.nearest(word, program.valueNames()).filter(near -> !near.equals("y"));
        Problem mended = definedBelow(problem, word, span);
        boolean isMisspelled = nearest.filter(near -> !isAlike(word, near)).isPresent();
        if (isMisspelled) {
            mended = mended.mendedBy("Use " + nearest.get(), span, nearest.get());
        }
        boolean isUsed = nearest.filter(
                        near -> !near.equalsIgnoreCase(word) && program.isWeight(near) && isOperand(near))
                .isPresent();
        if (nearest.isPresent() && !isUsed) {
            mended = mended.mendedBy("Use " + nearest.get(), span, nearest.get());
        }
        boolean isFactor = FACTORS.contains(word) || COUNTS.contains(word);
        boolean isWeight = isOperand(word)
                && beside(span, 1)
                        .filter(one -> one.is(".") && !one.isWord("T"))
                        .isEmpty();
        for (String definition : isFactor || isWeight ? definitions(word) : List.<String>of()) {
            mended = mended.mendedBy(
                    "Add " + word + " = " + definition, new Span(0, 0), word + " = " + definition + "\n");
        }
        return mended;
    }

    /** The token before a name, or behind it. */
    private Optional<Token> beside(Span span, int step) {
        for (int i = 0; i < tokens.size(); i++) {
            if (tokens.get(i).span().from() == span.from() && i + step >= 0 && i + step < tokens.size()) {
                return Optional.of(tokens.get(i + step));
            }
        }
        return Optional.empty();
    }

    /** Whether a name is an operand of @ or is added to something. */
    private boolean isOperand(String name) {
        for (int i = 1; i + 1 < tokens.size(); i++) {
            Token before = tokens.get(i - 1);
            if (tokens.get(i).isWord(name)
                    && (before.is("@") || before.is("+") || tokens.get(i + 1).is("@"))) {
                return true;
            }
        }
        return false;
    }

    /** Whether names differ only in a number or in capitals: W1 and W2 are two weights, and q may be a value of Q. */
    static boolean isAlike(String a, String b) {
        String digits = "[0-9₀-₉]+$";
        return a.equalsIgnoreCase(b) || a.replaceAll(digits, "").equalsIgnoreCase(b.replaceAll(digits, ""));
    }

    /** Moves the line that defines a name before the line that uses it. */
    private Problem definedBelow(Problem problem, String word, Span span) {
        int line = text.lastIndexOf('\n', span.from()) + 1;
        for (int from = text.indexOf('\n', span.to()) + 1; from > 0; from = text.indexOf('\n', from) + 1) {
            int end = text.indexOf('\n', from) < 0 ? text.length() : text.indexOf('\n', from);
            if (text.substring(from, end).matches("(.*;)?\\s*\\Q" + word + "\\E\\s*=[^=].*")) {
                String moved = text.substring(from, end).strip() + "\n";
                Edit away = new Edit(new Span(from, Math.min(end + 1, text.length())), "");
                return problem.mendedBy(new Remedy(
                        "Move its line up", List.of(new Edit(new Span(line, line), moved), away)));
            }
        }
        return problem;
    }

    /** Weights that a missing name could be; one that begins with a capital is a matrix. */
    private List<String> definitions(String word) {
        if (FACTORS.contains(word) || COUNTS.contains(word)) {
            return List.of(FACTORS.contains(word) ? "0.01" : "len(x)");
        }
        Set<Integer> sizes = new TreeSet<>();
        program.shapes().forEach(shape -> {
            if (shape.rank() == 2 && !(isBatch(shape) && shape.size(0) == shape.size(1))) {
                sizes.add(shape.size(1));
            } else if (shape.rank() == 1 && !isBatch(shape)) {
                sizes.add(shape.size(0));
            }
        });
        List<Integer> tried = sizes.stream().limit(MOST_SIZES).toList();
        List<String> vectors = new ArrayList<>();
        tried.forEach(size -> vectors.add("zeros(" + size + ")"));
        vectors.remove("zeros(1)");
        vectors.add(0, "zeros(1)");
        List<String> matrices = new ArrayList<>();
        tried.forEach(rows -> tried.forEach(columns -> matrices.add("randn(" + rows + ", " + columns + ")")));
        List<String> all = new ArrayList<>();
        boolean isMatrix = Character.isUpperCase(word.codePointAt(0));
        boolean isBias = word.startsWith("b");
        if (isMatrix) {
            withBias(word)
                    .ifPresent(bias -> tried.forEach(rows -> tried.forEach(columns ->
                            all.add("randn(" + rows + ", " + columns + "); " + bias + " = zeros(" + columns + ")"))));
            all.addAll(matrices);
        }
        if (isBias) { // the longest that fits
            all.addAll(vectors.subList(1, vectors.size()));
        }
        all.addAll(vectors);
        return all;
    }

    /** The bias of a missing weight, which is missing too: b1 of W1. */
    private Optional<String> withBias(String word) {
        String bias = "b" + word.substring(word.offsetByCodePoints(0, 1));
        return missing().contains(bias) ? Optional.of(bias) : Optional.empty();
    }

    private static boolean isBatch(Shape shape) {
        return shape.name(0).equals("n_batch");
    }

    /** The problem of a line that changes a name; the line that defines it can take the change. */
    Problem changed(Statement.Update update, Optional<Span> definition) {
        String name = update.name();
        Problem problem = Problem.at(
                update.line(),
                "changed name",
                "A name has one value: «" + name + "» cannot be changed by " + update.sign() + "=.");
        if (definition.isEmpty()) {
            return problem.mendedBy(
                    "Write =",
                    new Span(
                            update.line().from() + name.length(), update.whole().from()),
                    " = ");
        }
        int end = text.indexOf('\n', update.line().to());
        Span line = new Span(update.line().from(), end < 0 ? text.length() : end + 1);
        String changed = "(" + definition.get().of(text) + ") " + update.sign() + " ("
                + update.whole().of(text) + ")";
        return problem.mendedBy(new Remedy(
                "Change the line of " + name, List.of(new Edit(definition.get(), changed), new Edit(line, ""))));
    }

    /** Whether two uses of a name are compared, as in {@code y - y} or {@code MseLoss(y, y)}: the first is the prediction. */
    private boolean areCompared(Span first, Span second) {
        return text.substring(first.to(), second.from()).strip().matches("[-−–,]");
    }

    /** A name that is taken: another one, in this line and those below it. */
    Problem taken(Problem problem, String name, Span span, String free) {
        Problem mended = problem;
        for (String missing : missing()) {
            mended = mended.mendedBy("Call it " + missing, span, missing);
        }
        List<Edit> edits = new ArrayList<>(List.of(new Edit(span, free)));
        int end = text.indexOf('\n', span.to()) < 0 ? text.length() : text.indexOf('\n', span.to());
        for (int i = 1; i < tokens.size(); i++) {
            boolean isUse = tokens.get(i).isWord(name) && !tokens.get(i - 1).is(".");
            if (isUse && tokens.get(i).span().from() > end && edits.size() < MOST_USES) {
                edits.add(new Edit(tokens.get(i).span(), free));
            }
        }
        boolean isCompared = edits.size() == 3
                && areCompared(edits.get(1).where(), edits.get(2).where());
        return mended.mendedBy(new Remedy("Call it " + free, isCompared ? edits.subList(0, 2) : edits))
                .mendedBy(new Remedy("Call it " + free, edits));
    }
}
