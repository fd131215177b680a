package dev.gradus.properties.explain;

import dev.gradus.explain.Explanation;
import dev.gradus.explain.Formula;
import dev.gradus.explain.Formula.Operation;
import dev.gradus.node.Node;
import dev.gradus.node.Notation;
import dev.gradus.node.Notation.Form;
import dev.gradus.node.Op;
import dev.gradus.properties.explain.Printed.Kind;
import dev.gradus.properties.explain.Printed.Token;
import dev.gradus.properties.explain.Printed.UnreadableException;
import java.io.StringReader;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;
import org.xml.sax.InputSource;

/**
 * Takes a printed formula apart, as someone does who knows the names of the values and of the functions and sees nothing but
 * what is printed: LaTeX's spaces and MathML's rows are invisible.
 */
final class Vocabulary {
    /** The notations that a formula is printed in. */
    enum Style {
        TEXT(Formula::text),
        LATEX(Formula::latex),
        MATHML(Formula::mathMl);

        private final Function<Formula, String> writer;

        Style(Function<Formula, String> writer) {
            this.writer = writer;
        }

        String write(Formula formula) {
            return this == LATEX
                    ? writer.apply(formula).replace("\\left(", "(").replace("\\right)", ")")
                    : writer.apply(formula);
        }
    }

    private static final DocumentBuilderFactory XML = DocumentBuilderFactory.newInstance();
    private static final String OPEN = "⟦";
    private static final String CLOSE = "⟧";
    private static final Pattern MARK = Pattern.compile(OPEN + "([NAP])(\\d+)" + CLOSE);
    private static final Pattern NUMBER = Pattern.compile("\\d[\\d ]*(\\.[\\d ]+)?(E−?\\d+)?");
    private static final Pattern LETTER = Pattern.compile("[a-z](?![A-Za-z(^])");
    private static final Pattern INDEX = Pattern.compile("_([A-Za-z0-9]+(,[A-Za-z0-9]+)*)");
    private static final Pattern DIGITS = Pattern.compile("[₀₁₂₃₄₅₆₇₈₉]+");
    /** What proofs call the cost of an example. */
    private static final List<String> COST = List.of("ℓ");

    private static final Map<String, String> NUMBERS =
            Map.of("½", "0.5", "∞", "Infinity", "\\infty", "Infinity", "NaN", "NaN", "\\text{NaN}", "NaN");
    private static final Map<String, String> LATEX_SIGNS =
            Map.of("\\partial", "∂", "\\cdot", "·", "\\neq", "≠", "\\leq", "≤", "\\geq", "≥", "*", "∗", "-", "−");

    private final Style style;
    private final Map<String, String> names = new LinkedHashMap<>();
    private final Map<String, String> functions = new LinkedHashMap<>();
    private final Map<String, String> marked = new LinkedHashMap<>();
    private final List<String> marks = new ArrayList<>();
    private final List<String> longestMarks;
    private final List<String> longestNames;
    private final List<String> longestFunctions;

    Vocabulary(
            Style style,
            Explanation explanation,
            Collection<Node> nodes,
            Collection<Formula> lefts,
            Collection<String> axes) {
        this.style = style;
        for (String function : List.of("exp", "log", "softmax")) {
            learn(Notation.function(function)); // proofs have them without an op
        }
        for (Node node : nodes) {
            Formula symbol = explanation.symbol(node);
            if (symbol instanceof Formula.Name || symbol instanceof Formula.Partial) {
                names.put(style.write(symbol), symbol.text());
            }
            if (node instanceof Op op) {
                learn(op.notation());
            }
        }
        lefts.forEach(left -> names.put(style.write(left), left.text()));
        COST.forEach(name -> names.put(style.write(new Formula.Name(name)), name));
        axes.forEach(axis -> names.put(style.write(new Formula.Name(axis)), axis));
        longestMarks = longestFirst(marked);
        Map<String, String> plain = new LinkedHashMap<>(names);
        names.clear();
        plain.forEach((printed, name) -> names.put(withMarks(printed), name));
        longestNames = longestFirst(names);
        longestFunctions = longestFirst(functions);
    }

    private void learn(Notation notation) {
        Formula operand = new Formula.Name("ξ");
        String letter = style.write(operand);
        String symbol = notation.symbol();
        String sample = style.write(new Operation(notation, List.of(operand, operand)));
        if (notation.form() == Form.FUNCTION) {
            String rest = sample.substring(sample.lastIndexOf(letter) + letter.length());
            if (!notation.arguments().isEmpty()) {
                String end = style == Style.MATHML ? "<mo stretchy=\"false\">)</mo></mrow>" : ")";
                mark(rest, "A", notation.arguments().toString(), end);
            }
            String head = sample.substring(0, sample.indexOf(letter));
            if (head.endsWith("(") || head.endsWith("(</mo>")) { // unlike |x| and √x
                functions.put(head.replaceAll("<[^>]*>", "").replaceAll("\\($", ""), symbol);
            }
        } else if (notation.form() == Form.POSTFIX && !symbol.equals("ᵀ") && !symbol.equals("²")) {
            String rest = sample.substring(sample.indexOf(letter) + letter.length());
            mark(style == Style.MATHML ? rest.replace("</mrow>", "") : rest, "P", symbol, "");
        }
    }

    private void mark(String printed, String kind, String meaning, String end) {
        if (!marked.containsKey(printed)) {
            String text = OPEN + kind + marks.size() + CLOSE;
            marked.put(printed, (style == Style.MATHML ? "<mo>" + text + "</mo>" : text) + end);
            marks.add(meaning);
        }
    }

    /** What is printed for a formula, piece by piece. */
    List<Token> tokens(Formula formula) {
        String printed = withMarks(style.write(formula));
        List<Token> tokens = new ArrayList<>();
        if (style == Style.MATHML) {
            int count = marks.size();
            for (String known : longestNames) {
                marks.add(names.get(known));
                printed = printed.replace(known, "<mi>" + OPEN + "N" + (marks.size() - 1) + CLOSE + "</mi>");
            }
            read(xml("<mrow>" + printed + "</mrow>"), tokens);
            marks.subList(count, marks.size()).clear();
        } else {
            read(printed, tokens);
        }
        return tokens;
    }

    private String withMarks(String printed) {
        String text = printed;
        for (String known : longestMarks) {
            text = text.replace(known, marked.get(known));
        }
        return text;
    }

    private static List<String> longestFirst(Map<String, String> known) {
        return known.keySet().stream()
                .sorted(Comparator.comparing(String::length).reversed())
                .toList();
    }

    private static Element xml(String text) {
        try {
            return XML.newDocumentBuilder()
                    .parse(new InputSource(new StringReader(text)))
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException(text, e);
        }
    }

    // MathML

    private void read(Element element, List<Token> tokens) {
        String text = element.getTextContent();
        switch (element.getTagName()) {
            case "mrow" -> children(element).forEach(child -> read(child, tokens));
            case "mfrac" -> {
                boolean mixed =
                        !tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == Kind.NUMBER;
                if (mixed) {
                    throw new UnreadableException("a fraction follows a number without a sign");
                }
                tokens.add(Token.sign("("));
                grouped(child(element, 0), tokens);
                tokens.add(Token.sign("/"));
                grouped(child(element, 1), tokens);
                tokens.add(Token.sign(")"));
            }
            case "msqrt" -> {
                tokens.add(new Token(Kind.FUNCTION, "√"));
                tokens.add(Token.sign("("));
                children(element).forEach(child -> read(child, tokens));
                tokens.add(Token.sign(")"));
            }
            case "msup" -> raised(element, tokens);
            case "msub" -> {
                read(child(element, 0), tokens);
                StringBuilder index = new StringBuilder();
                children(child(element, 1)).forEach(part -> index.append(part.getTextContent()));
                tokens.add(new Token(Kind.INDEX, index.toString()));
            }
            case "munder" -> tokens.add(new Token(Kind.SUM, child(element, 1).getTextContent()));
            case "mn" -> {
                int last = tokens.size() - 1;
                if (last >= 0 && tokens.get(last).kind() == Kind.NUMBER) {
                    throw new UnreadableException("two numbers side by side: " + tokens + text);
                }
                tokens.add(new Token(Kind.NUMBER, NUMBERS.getOrDefault(text, text.replace('−', '-'))));
            }
            case "mi" -> tokens.add(identifier(text));
            case "mo" -> {
                Matcher mark = MARK.matcher(text);
                if (mark.matches()) {
                    tokens.add(marked(mark));
                } else if (text.equals("|")) {
                    boolean opens =
                            tokens.stream().filter(token -> token.is("|")).count() % 2 == 0;
                    tokens.add(Token.sign("|"));
                    if (!opens) {
                        closeBars(tokens);
                    }
                } else if (!text.equals("\u2062")) {
                    tokens.add(Token.sign(text));
                }
            }
            default -> throw new UnreadableException("<" + element.getTagName() + "> " + text);
        }
    }

    /** |x| becomes abs(x), so bars never nest here. */
    private static void closeBars(List<Token> tokens) {
        int open = tokens.indexOf(Token.sign("|"));
        tokens.set(open, new Token(Kind.FUNCTION, "abs"));
        tokens.set(tokens.size() - 1, Token.sign(")"));
        tokens.add(open + 1, Token.sign("("));
    }

    private void raised(Element element, List<Token> tokens) {
        Element base = child(element, 0);
        String exponent = child(element, 1).getTextContent();
        if (exponent.equals("′")) {
            tokens.add(new Token(Kind.FUNCTION, functions.getOrDefault(base.getTextContent(), "?")));
            tokens.add(new Token(Kind.PRIME, ""));
            return;
        }
        if (base.getTextContent().equals("e")) {
            tokens.add(new Token(Kind.FUNCTION, "exp"));
            grouped(child(element, 1), tokens);
            return;
        }
        if (base.getTagName().equals("msup")) {
            throw new UnreadableException("raised twice: " + element.getTextContent());
        }
        read(base, tokens);
        if (exponent.equals("⊤")) {
            tokens.add(new Token(Kind.POSTFIX, "ᵀ"));
        } else {
            tokens.add(Token.sign("^"));
            grouped(child(element, 1), tokens);
        }
    }

    private void grouped(Element element, List<Token> tokens) {
        tokens.add(Token.sign("("));
        List<Token> inside = new ArrayList<>();
        read(element, inside);
        tokens.addAll(inside);
        tokens.add(Token.sign(")"));
    }

    private Token identifier(String text) {
        Matcher mark = MARK.matcher(text);
        if (mark.matches()) {
            return marked(mark);
        } else if (functions.containsKey(text)) {
            return new Token(Kind.FUNCTION, functions.get(text));
        } else if (LETTER.matcher(text).matches()) {
            return new Token(Kind.NAME, text);
        }
        throw new UnreadableException("unknown name " + text);
    }

    private Token marked(Matcher mark) {
        Kind kind = switch (mark.group(1)) {
            case "N" -> Kind.NAME;
            case "A" -> Kind.ARGUMENTS;
            default -> Kind.POSTFIX;
        };
        return new Token(kind, marks.get(Integer.parseInt(mark.group(2))));
    }

    private static List<Element> children(Element element) {
        NodeList nodes = element.getChildNodes();
        List<Element> children = new ArrayList<>();
        for (int i = 0; i < nodes.getLength(); i++) {
            if (nodes.item(i) instanceof Element child) {
                children.add(child);
            }
        }
        return children;
    }

    private static Element child(Element element, int number) {
        return children(element).get(number);
    }

    // Text and LaTeX

    private void read(String text, List<Token> tokens) {
        int at = 0;
        while (at < text.length()) {
            at = read(text, at, tokens);
        }
    }

    private int read(String text, int at, List<Token> tokens) {
        if (text.charAt(at) == ' ') {
            return at + 1;
        }
        Matcher mark = MARK.matcher(text).region(at, text.length());
        if (mark.lookingAt()) {
            tokens.add(marked(mark));
            return mark.end();
        }
        boolean afterValue = !tokens.isEmpty()
                && (tokens.get(tokens.size() - 1).kind() == Kind.NAME
                        || tokens.get(tokens.size() - 1).is(")"));
        for (String function : longestFunctions) {
            if (text.startsWith(function + "(", at)) {
                tokens.add(new Token(Kind.FUNCTION, functions.get(function)));
                return at + function.length();
            }
            for (String prime : List.of("′(", "'(")) {
                if (text.startsWith(function + prime, at)) {
                    tokens.add(new Token(Kind.FUNCTION, functions.get(function)));
                    tokens.add(new Token(Kind.PRIME, ""));
                    return at + function.length() + 1;
                }
            }
        }
        for (String name : longestNames) {
            if (text.startsWith(name, at)) {
                tokens.add(new Token(Kind.NAME, names.get(name)));
                return at + name.length();
            }
        }
        Matcher number = NUMBER.matcher(text).region(at, text.length());
        if (number.lookingAt()) {
            String digits = number.group().strip();
            boolean spaced = style == Style.TEXT && digits.contains(" ");
            int end = at + (spaced ? digits.indexOf(' ') : number.group().length());
            String value =
                    (spaced ? digits.substring(0, digits.indexOf(' ')) : digits.replace(" ", "")).replace('−', '-');
            Matcher power = Pattern.compile(" ?\\\\cdot 10\\^\\{(-?\\d+)}")
                    .matcher(text)
                    .region(end, text.length());
            if (style == Style.LATEX && power.lookingAt()) {
                value += "E" + power.group(1);
                end = power.end();
                if (text.startsWith("^", end)) {
                    throw new UnreadableException("raised twice: " + text);
                }
            }
            tokens.add(new Token(Kind.NUMBER, value));
            return end;
        }
        for (Map.Entry<String, String> special : NUMBERS.entrySet()) {
            if (text.startsWith(special.getKey(), at)) {
                tokens.add(new Token(Kind.NUMBER, special.getValue()));
                return at + special.getKey().length();
            }
        }
        if (LETTER.matcher(text).region(at, text.length()).lookingAt()) {
            tokens.add(new Token(Kind.NAME, text.substring(at, at + 1)));
            return at + 1;
        }
        return style == Style.TEXT ? readText(text, at, tokens, afterValue) : readLatex(text, at, tokens);
    }

    private static int readText(String text, int at, List<Token> tokens, boolean afterValue) {
        Matcher index = INDEX.matcher(text).region(at, text.length());
        Matcher digits = DIGITS.matcher(text).region(at, text.length());
        if (text.startsWith("Σ_", at)) {
            int end = text.indexOf(' ', at);
            tokens.add(new Token(Kind.SUM, text.substring(at + 2, end)));
            return end;
        } else if (afterValue && index.lookingAt()) {
            tokens.add(new Token(Kind.INDEX, index.group(1)));
            return index.end();
        } else if (digits.lookingAt()) {
            StringBuilder plain = new StringBuilder();
            digits.group().chars().forEach(digit -> plain.append(digit - '₀'));
            tokens.add(new Token(Kind.INDEX, plain.toString()));
            return digits.end();
        } else if ("ᵀ²".indexOf(text.charAt(at)) >= 0) {
            tokens.add(new Token(Kind.POSTFIX, text.substring(at, at + 1)));
            return at + 1;
        } else if ("+−∗·/^()[]<>≤≥=≠,∂".indexOf(text.charAt(at)) >= 0) {
            tokens.add(Token.sign(text.substring(at, at + 1)));
            return at + 1;
        }
        throw new UnreadableException("cannot read " + text.substring(at));
    }

    private int readLatex(String text, int at, List<Token> tokens) {
        boolean afterNumber = !tokens.isEmpty() && tokens.get(tokens.size() - 1).kind() == Kind.NUMBER;
        if (text.startsWith("\\frac{", at)) {
            if (afterNumber) {
                throw new UnreadableException("a fraction follows a number without a sign: " + text);
            }
            int middle = end(text, at + 5);
            tokens.add(Token.sign("("));
            group(text, at + 5, tokens);
            tokens.add(Token.sign("/"));
            group(text, middle, tokens);
            tokens.add(Token.sign(")"));
            return end(text, middle);
        } else if (text.startsWith("\\sqrt{", at)) {
            tokens.add(new Token(Kind.FUNCTION, "√"));
            return group(text, at + 5, tokens);
        } else if (text.startsWith("e^{", at)) {
            tokens.add(new Token(Kind.FUNCTION, "exp"));
            int end = group(text, at + 2, tokens);
            if (text.startsWith("^", end)) {
                throw new UnreadableException("raised twice: " + text);
            }
            return end;
        } else if (text.startsWith("^{\\top}", at)) {
            tokens.add(new Token(Kind.POSTFIX, "ᵀ"));
            return at + 7;
        } else if (text.startsWith("^{", at)) {
            tokens.add(Token.sign("^"));
            return group(text, at + 1, tokens);
        } else if (text.startsWith("_{", at)) {
            int end = end(text, at + 1);
            tokens.add(new Token(Kind.INDEX, text.substring(at + 2, end - 1)));
            return end;
        } else if (text.startsWith("\\sum_{", at)) {
            int end = end(text, at + 5);
            tokens.add(new Token(Kind.SUM, text.substring(at + 6, end - 1)));
            return end;
        } else if (text.startsWith("\\left|", at)) {
            tokens.add(new Token(Kind.FUNCTION, "abs"));
            tokens.add(Token.sign("("));
            return at + 6;
        } else if (text.startsWith("\\right|", at)) {
            tokens.add(Token.sign(")"));
            return at + 7;
        }
        for (Map.Entry<String, String> sign : LATEX_SIGNS.entrySet()) {
            if (text.startsWith(sign.getKey(), at)) {
                tokens.add(Token.sign(sign.getValue()));
                return at + sign.getKey().length();
            }
        }
        if ("+/^()[]<>=,".indexOf(text.charAt(at)) >= 0) {
            tokens.add(Token.sign(text.substring(at, at + 1)));
            return at + 1;
        }
        throw new UnreadableException("cannot read " + text.substring(at));
    }

    /** The group whose brace opens here; where it ends. */
    private int group(String text, int at, List<Token> tokens) {
        int end = end(text, at);
        tokens.add(Token.sign("("));
        List<Token> inside = new ArrayList<>();
        read(text.substring(at + 1, end - 1), inside);
        tokens.addAll(inside);
        tokens.add(Token.sign(")"));
        return end;
    }

    private static int end(String text, int open) {
        int depth = 0;
        for (int at = open; at < text.length(); at++) {
            depth += text.charAt(at) == '{' ? 1 : text.charAt(at) == '}' ? -1 : 0;
            if (depth == 0) {
                return at + 1;
            }
        }
        throw new UnreadableException("no end of " + text.substring(open));
    }
}
