package dev.gradus.site;

import java.util.Set;
import org.commonmark.node.HtmlInline;
import org.commonmark.parser.beta.InlineContentParser;
import org.commonmark.parser.beta.InlineContentParserFactory;
import org.commonmark.parser.beta.InlineParserState;
import org.commonmark.parser.beta.ParsedInline;
import org.commonmark.parser.beta.Position;
import org.commonmark.parser.beta.Scanner;

/** Formulas in Markdown as GitHub reads them, {@code $x_i$} in a line and {@code $$x_i$$} on its own: elements that KaTeX fills. */
final class Formulas implements InlineContentParserFactory {
    /** Stays on the line of the formula that it follows. By themselves, browsers break a line after any formula. */
    private static final String PUNCTUATION = ".,;:)?";

    @Override
    public Set<Character> getTriggerCharacters() {
        return Set.of('$');
    }

    @Override
    public InlineContentParser create() {
        return Formulas::parse;
    }

    private static ParsedInline parse(InlineParserState state) {
        Scanner scanner = state.scanner();
        int signs = scanner.matchMultiple('$');
        Position start = scanner.position();
        if (signs > 2 || scanner.find('$') <= 0) {
            return ParsedInline.none();
        }
        String tex = scanner.getSource(start, scanner.position()).getContent();
        boolean isInLine = signs == 1;
        if (scanner.matchMultiple('$') != signs || isInLine && !tex.strip().equals(tex)) {
            return ParsedInline.none();
        }
        String formula = "<span class=\"" + (isInLine ? "formula" : "display formula") + "\">" + Template.escaped(tex)
                + "</span>";
        if (isInLine && PUNCTUATION.indexOf(scanner.peek()) >= 0) {
            formula = "<span class=\"together\">" + formula + scanner.peek() + "</span>";
            scanner.next();
        }
        HtmlInline element = new HtmlInline();
        element.setLiteral(formula);
        return ParsedInline.of(element, scanner.position());
    }
}
