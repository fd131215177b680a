package dev.gradus.playground.language;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a task demands of the lines.
 *
 * @param frozen the text of lines that must remain, in this order; other lines may stand between them
 * @param forbidden names of functions, and signs, that no line may use; a function is forbidden by all its names
 */
public record Demands(List<String> frozen, List<String> forbidden) {
    /** Any lines will do. */
    public static final Demands NONE = new Demands(List.of(), List.of());

    /** Keeps copies of the lists. */
    public Demands {
        frozen = frozen.stream().map(String::stripTrailing).toList();
        forbidden = List.copyOf(forbidden);
    }

    /** The frozen lines that are there, by their place in the text, counted from 0. */
    public List<Integer> frozenLines(String text) {
        List<Integer> lines = new ArrayList<>();
        String[] all = text.split("\n", -1);
        for (int i = 0; i < all.length && lines.size() < frozen.size(); i++) {
            if (all[i].stripTrailing().equals(frozen.get(lines.size()))) {
                lines.add(i);
            }
        }
        return lines;
    }

    /** The first line that does not meet the demands. */
    Optional<Problem> problem(String text) {
        if (this.equals(NONE) || text.length() > Limits.MOST_LETTERS) {
            return Optional.empty();
        }
        Optional<Problem> used = Tokens.of(text).stream()
                .filter(this::isForbidden)
                .findFirst()
                .map(token -> Problem.at(token.span(), "not allowed", "The task does not allow " + token.text() + "."));
        Optional<Problem> lost = lost(text);
        boolean isLostFirst = lost.isPresent()
                && used.filter(one -> one.span().from() < lost.get().span().from())
                        .isEmpty();
        return isLostFirst ? lost : used;
    }

    /** The first forbidden name in a text. */
    public Optional<String> forbiddenIn(String text) {
        return Tokens.of(text).stream().filter(this::isForbidden).findFirst().map(Token::text);
    }

    private boolean isForbidden(Token token) {
        boolean isUsed = token.kind() == Token.Kind.NAME || token.kind() == Token.Kind.SIGN;
        return isUsed && forbidden.stream().anyMatch(name -> isSame(name, token.text()));
    }

    private static boolean isSame(String name, String word) {
        return name.equals(word)
                || Library.find("", name)
                        .filter(entry -> Library.find("", word).equals(Optional.of(entry)))
                        .isPresent();
    }

    /** The frozen line that is missing first, where it should stand. */
    private Optional<Problem> lost(String text) {
        List<Integer> there = frozenLines(text);
        if (there.size() == frozen.size()) {
            return Optional.empty();
        }
        String line = frozen.get(there.size());
        int at = 0;
        for (int i = there.isEmpty() ? -1 : there.get(there.size() - 1); i >= 0; i--) {
            int end = text.indexOf('\n', at);
            at = end < 0 ? text.length() : end + 1;
        }
        int end = text.indexOf('\n', at);
        boolean needsBreak = at == text.length() && at > 0 && text.charAt(at - 1) != '\n';
        return Optional.of(Problem.at(
                        new Span(at, end < 0 ? text.length() : end),
                        "a line of the task",
                        "The task keeps this line as it is: " + line + ".")
                .mendedBy("Put it back", new Span(at, at), (needsBreak ? "\n" : "") + line + "\n"));
    }
}
