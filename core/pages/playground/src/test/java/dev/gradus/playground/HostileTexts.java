package dev.gradus.playground;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.IntFunction;

/** Texts that are made to take a reader long, by what is hostile in them, each of about as many letters as asked. */
final class HostileTexts {
    private HostileTexts() {}

    private static String lines(int size, IntFunction<String> part) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; text.length() < size; i++) {
            text.append(part.apply(i));
        }
        return text.toString();
    }

    static Map<String, IntFunction<String>> programs() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("open parentheses", n -> "J = " + "(".repeat(n));
        all.put("open brackets", n -> "J = " + "[".repeat(n));
        all.put("nested parentheses", n -> "J = " + "(".repeat(n / 2) + "1" + ")".repeat(n / 2));
        all.put("minus signs", n -> "J = " + "-".repeat(n) + "1");
        all.put("powers", n -> "J = 1" + "**1".repeat(n / 3));
        all.put("squares", n -> "J = 1" + "²".repeat(n));
        all.put("transposed", n -> "J = x" + "ᵀ".repeat(n));
        all.put("members", n -> "J = x" + ".T".repeat(n / 2));
        all.put("calls", n -> "J = f" + "()".repeat(n / 2));
        all.put("indices", n -> "J = x" + "[0]".repeat(n / 3));
        all.put("sums", n -> "J = 1" + "+1".repeat(n / 2));
        all.put("one number of many digits", n -> "J = " + "1".repeat(n));
        all.put("one number with underlines", n -> "J = 1" + "_".repeat(n));
        all.put("a number of many decimals", n -> "J = 0." + "1".repeat(n));
        all.put("a number of a long exponent", n -> "J = 1e" + "1".repeat(n));
        all.put("many numbers", n -> "a = [" + "1,".repeat(n / 2) + "]");
        all.put("many rows of numbers", n -> "a = [" + "[1],".repeat(n / 4) + "]");
        all.put("many negative numbers", n -> "a = [" + "-1,".repeat(n / 3) + "]");
        all.put("a name of many letters", n -> "x".repeat(n) + " = 1");
        all.put("an unknown name of many letters", n -> "J = " + "q".repeat(n));
        all.put("an unknown name below many lines", n -> lines(n, i -> "a" + i + " = 1\n") + "J = q");
        all.put("an unknown name above many lines", n -> "J = q\n" + lines(n, i -> "a" + i + " = 1\n") + "q = 1");
        all.put("many lines", n -> lines(n, i -> "a" + i + " = " + i + "\n") + "J = mean(x)");
        all.put("many lines of one name", n -> lines(n, i -> "a = 1\n") + "J = mean(x)");
        all.put(
                "a chain of lines",
                n -> "a0 = x\n" + lines(n, i -> "a" + (i + 1) + " = a" + i + "+1\n") + "J = mean(a1)");
        all.put("a chain of lines to J", n -> "a = x\n" + lines(n, i -> "a = a+1\n") + "J = mean(a)");
        all.put("a chain of doubled lines", n -> "a = x\n" + lines(n, i -> "a = a+a\n") + "J = mean(a)");
        all.put("a chain of doubled lines and a fault", n -> "a = x\n" + lines(n, i -> "a = a+a\n") + "J = a @ a");
        all.put("many parameters", n -> lines(n, i -> "W" + i + " = zeros(1)\n") + "J = mean(x)");
        all.put("large parameters", n -> lines(n, i -> "W" + i + " = randn(1024, 1024)\n") + "J = mean(x)");
        all.put("large constants", n -> lines(n, i -> "a" + i + " = ones(1024,1024)*2\n") + "J = mean(x)");
        all.put("large products", n -> "a = ones(1000,1000)\n" + lines(n, i -> "a" + i + " = a @ a\n") + "J = mean(x)");
        all.put(
                "large decompositions",
                n -> "a = ones(300,300)\n" + lines(n, i -> "a" + i + " = inv(a)\n") + "J = mean(x)");
        all.put("many functions", n -> lines(n, i -> "def f" + i + "(a): return a\n") + "J = mean(x)");
        all.put(
                "functions that call the one before twice",
                n -> "def f0(a): return a+1\n"
                        + lines(n, i -> "def f" + (i + 1) + "(a): return f" + i + "(a)+f" + i + "(a)\n")
                        + "J = mean(f30(x))");
        all.put("many rules", n -> "def f(a): return a\n" + lines(n, i -> "grad f: a\n") + "J = mean(x)");
        all.put(
                "a function of many arguments",
                n -> "def f(" + lines(n / 2, i -> "a" + i + ",") + "b): return b\nJ = f(" + lines(n / 2, i -> "1,")
                        + "1)");
        all.put("a call of many arguments", n -> "J = mean(" + "x,".repeat(n / 2) + "x)");
        all.put("a call of many keywords", n -> "J = mean(x," + lines(n, i -> "k" + i + "=1,") + ")");
        all.put("a concat of many", n -> "J = mean(concat([" + "x,".repeat(n / 2) + "x]))");
        all.put("a stack of many", n -> "J = mean(stack([" + "x,".repeat(n / 2) + "x]))");
        all.put("an einsum of many", n -> "J = einsum(\"" + "ab,".repeat(n / 6) + "ab\"," + "x,".repeat(n / 6) + "x)");
        all.put(
                "many einsums",
                n -> lines(n, i -> "a" + i + " = einsum(\"" + "ab,".repeat(40) + "ab->\"," + "x,".repeat(40) + "x)\n")
                        + "J = mean(x)");
        all.put("an einsum of many letters", n -> "J = einsum(\"" + "a".repeat(n) + "\", x)");
        all.put("blank lines", n -> "\n".repeat(n) + "J = 1");
        all.put("spaces", n -> "J =" + " ".repeat(n) + "1");
        all.put(
                "spaces before each end",
                n -> lines(n, i -> "a = 1" + " ".repeat(1000) + "\n") + " ".repeat(n / 2) + "\n".repeat(n / 2));
        all.put("semicolons", n -> ";".repeat(n));
        all.put("spaces and ends by turns", n -> " ".repeat(n / 2) + lines(n / 2, i -> " ;"));
        all.put("comments", n -> "#\n".repeat(n / 2) + "J = 1");
        all.put("comment without an end", n -> "#".repeat(n));
        all.put("quotes", n -> "J = " + "\"\"".repeat(n / 2));
        all.put("a quote without an end", n -> "J = \"" + "x".repeat(n));
        all.put("backslashes", n -> "\\".repeat(n));
        all.put("imports", n -> "import a\n".repeat(n / 9));
        all.put("classes", n -> lines(n, i -> "class A" + i + ":\n  def forward(self):\n    return 1\n"));
        all.put("loops", n -> lines(n, i -> "for i in x:\n"));
        all.put("nested loops", n -> lines(n, i -> " ".repeat(i) + "for i in x:\n"));
        all.put("updates", n -> "W = zeros(1)\n" + lines(n, i -> "W -= W\n"));
        all.put("unfinished definitions", n -> "def f(".repeat(n / 6));
        all.put("definitions with empty lines", n -> lines(n, i -> "def f(a):" + "\n".repeat(1000) + "return a\n"));
        all.put("names of one hash code", n -> lines(n, i -> colliding(i) + " = 1\n") + "J = mean(x)");
        all.put("dots", n -> "J = x" + ".".repeat(n));
        all.put("colons", n -> "J = x[" + ":".repeat(n));
        all.put("commas", n -> "J = x[" + ",".repeat(n) + "]");
        all.put("a shape of many axes", n -> "J = zeros(" + "1,".repeat(n / 2) + "1)");
        all.put("a reshape to many axes", n -> "a = x.reshape(" + "1,".repeat(n / 2) + "-1)\nJ = mean(a)");
        all.put("axes put in", n -> "J = mean(x[" + "None,".repeat(n / 5) + "])");
        all.put("an axis more in each line", n -> "a = x\n" + lines(n, i -> "a = a[None]\n") + "J = mean(a)");
        all.put("larger in each line", n -> "a = x\n" + lines(n, i -> "a = concat([a,a])\n") + "J = mean(a)");
        all.put(
                "a loop of unequal shapes",
                n -> "W = zeros(3,1)\n" + lines(n, i -> "b" + i + " = x @ W\n") + "J = W @ W");
        all.put(
                "minus many times in a line",
                n -> lines(n, i -> "a" + i + " = " + "-".repeat(399) + "x\n") + "J = mean(x)");
        all.put("halves of surrogate pairs", n -> "J = " + "\ud800".repeat(n));
        all.put("marks over letters", n -> "y" + "\u0302".repeat(n) + " = 1");
        all.put("no end of line but many signs", n -> lines(n, i -> "a = 1;"));
        return all;
    }

    private static String colliding(int number) {
        StringBuilder text = new StringBuilder();
        for (int bit = 15; bit >= 0; bit--) {
            text.append((number >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }

    static Map<String, IntFunction<String>> tables() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("digits and a letter", n -> "1,2\n" + "1".repeat(n) + "x,1\n");
        all.put(
                "digits, a point, digits and a letter",
                n -> "1,2\n" + "1".repeat(n / 2) + "." + "1".repeat(n / 2) + "x,1");
        all.put("digits alone", n -> "1,2\n" + "1".repeat(n) + ",1\n");
        all.put("many columns", n -> "1,".repeat(n / 2) + "1");
        all.put(
                "many names",
                n -> lines(n / 2, i -> "c" + i + ",") + "y\n"
                        + "1,".repeat(lines(n / 2, i -> "c" + i + ",").split(",", -1).length - 1) + "1");
        all.put("many rows", n -> "1,2\n".repeat(n / 4));
        all.put("many rows at the limit", n -> "a,b\n" + ("1".repeat(n / 2000) + ",2\n").repeat(1000));
        all.put("quotes", n -> "\"".repeat(n));
        all.put("spaces", n -> "1 2\n1" + " ".repeat(n) + "2");
        all.put("spaces alone", n -> " ".repeat(n));
        all.put("tabs", n -> "\t".repeat(n));
        all.put("ends of line", n -> "\n".repeat(n) + "1,2");
        all.put("carriage returns", n -> "\r".repeat(n) + "1,2");
        all.put("one cell", n -> "x".repeat(n));
        all.put("commas and points", n -> "1;2\n" + ",".repeat(n) + ";1");
        return all;
    }

    static Map<String, IntFunction<String>> addresses() {
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("letters", n -> "a".repeat(n));
        all.put("percent signs", n -> "%".repeat(n));
        all.put("parts", n -> "#" + "&a=1".repeat(n / 4));
        all.put("a long program", n -> "#p=" + "a".repeat(n));
        all.put("digits", n -> "loss<" + "1".repeat(n) + "x");
        all.put("digits and points", n -> "#d=csv&loss<" + "1.".repeat(n / 2));
        all.put("letters between numbers", n -> "a1".repeat(n / 2));
        String valid = String.valueOf(new Session().address("page")).replaceAll("^\"|\"$", "");
        all.put("a valid one, repeated", n -> lines(n, i -> valid));
        all.put(
                "a valid one and its letters",
                n -> valid + valid.substring(valid.indexOf('#') + 1).repeat(n / valid.length()));
        return all;
    }

    static Map<String, IntFunction<String>> traces() {
        String head = "{\"format\":\"gradus-trace\",\"version\":1,\"objective\":1,\"nodes\":[";
        String x = "{\"id\":1,\"kind\":\"input\",\"name\":\"x\",\"shape\":[2],\"value\":[1,2]}";
        Map<String, IntFunction<String>> all = new LinkedHashMap<>();
        all.put("open brackets", n -> "[".repeat(n));
        all.put("open braces", n -> "{\"a\":".repeat(n / 5));
        all.put("digits", n -> "[" + "1".repeat(n) + "]");
        all.put("spaces", n -> " ".repeat(n) + "1");
        all.put("numbers", n -> "[" + "1,".repeat(n / 2) + "1]");
        all.put("a string", n -> "\"" + "x".repeat(n) + "\"");
        all.put("escapes", n -> "\"" + "\\u0041".repeat(n / 6) + "\"");
        all.put("members", n -> "{" + lines(n, i -> "\"k" + i + "\":1,") + "\"z\":1}");
        all.put("members of one hash code", n -> "{" + lines(n, i -> "\"" + colliding(i) + "\":1,") + "\"z\":1}");
        all.put(
                "inputs",
                n -> head + x
                        + lines(
                                n,
                                i -> ",{\"id\":" + (i + 2) + ",\"kind\":\"input\",\"name\":\"n" + i
                                        + "\",\"shape\":[],\"value\":[1]}")
                        + "]}");
        all.put(
                "inputs that are used",
                n -> head.replace("\"objective\":1", "\"outputs\":[1," + lines(n / 8, i -> (i + 2) + ",") + "1]") + x
                        + lines(
                                n,
                                i -> ",{\"id\":" + (i + 2) + ",\"kind\":\"input\",\"name\":\"n" + i
                                        + "\",\"shape\":[],\"value\":[1]}")
                        + "]}");
        all.put("a chain", n -> chain(n, head, x, "Exp", "\"inputs\":[%d]", ""));
        all.put("a chain with values", n -> chain(n, head, x, "Exp", "\"inputs\":[%d]", ",\"value\":[1,2]"));
        all.put("a chain of foreign ops", n -> chain(n, head, x, "Odd", "\"inputs\":[%d]", ",\"value\":[1,2]"));
        all.put(
                "a chain of sums",
                n -> chain(n, head, x, "AddBroadcast", "\"inputs\":[%1$d,%1$d]", ",\"value\":[1,2]"));
        all.put("a chain of right values", n -> chain(n, head, x, "Relu", "\"inputs\":[%d]", ",\"value\":[1,2]"));
        all.put(
                "products of one matrix",
                n -> head + "{\"id\":1,\"kind\":\"input\",\"name\":\"x\",\"shape\":[" + (n / 2000)
                        + ",1000],\"value\":[" + "1,".repeat(n / 2000 * 1000 - 1) + "1]},"
                        + "{\"id\":2,\"kind\":\"op\",\"op\":\"Transpose\",\"shape\":[1000," + (n / 2000)
                        + "],\"inputs\":[1],\"attributes\":{\"axes\":[1,0]},\"value\":["
                        + "1,".repeat(n / 2000 * 1000 - 1) + "1]}"
                        + lines(
                                n,
                                i -> ",{\"id\":" + (i + 3)
                                        + ",\"kind\":\"op\",\"op\":\"MatMul\",\"shape\":[1000,1000],\"inputs\":[2,1]}")
                        + "],\"outputs\":[" + lines(n / 20, i -> (i + 3) + ",") + "3]}");
        all.put(
                "broadcast to a large shape",
                n -> head + x.replace("[2],\"value\":[1,2]", "[],\"value\":[1]")
                        + lines(
                                n,
                                i -> ",{\"id\":" + (i + 2)
                                        + ",\"kind\":\"op\",\"op\":\"BroadcastTo\",\"attributes\":{\"shape\":[30000,1000]},\"shape\":[30000,1000],\"inputs\":[1]}")
                        + "],\"outputs\":[" + lines(n / 20, i -> (i + 2) + ",") + "2]}");
        all.put(
                "a shape of many axes",
                n -> head + "{\"id\":1,\"kind\":\"input\",\"name\":\"x\",\"shape\":[" + "1,".repeat(n / 2)
                        + "1],\"value\":[1]}]}");
        all.put(
                "one concat",
                n -> head + x + ",{\"id\":2,\"kind\":\"op\",\"op\":\"Concat\",\"attributes\":{\"axis\":0},\"shape\":["
                        + (2 * (n / 2)) + "],\"inputs\":[" + "1,".repeat(n / 2 - 1) + "1]}],\"outputs\":[2]}");
        all.put(
                "steps",
                n -> head + x + "],\"steps\":[" + lines(n, i -> "{\"phase\":\"FORWARD\",\"result\":1,\"value\":[1,2]},")
                        + "{\"phase\":\"FORWARD\",\"result\":1,\"value\":[1,2]}]}");
        all.put("outputs", n -> head + x + "],\"outputs\":[" + "1,".repeat(n / 2) + "1]}");
        all.put(
                "gradients",
                n -> head + x + "],\"gradients\":[" + lines(n, i -> "{\"of\":" + i + ",\"is\":1},")
                        + "{\"of\":1,\"is\":1}]}");
        all.put("a name of many letters", n -> head + x.replace("\"x\"", "\"" + "x".repeat(n) + "\"") + "]}");
        return all;
    }

    private static String chain(int n, String head, String x, String op, String inputs, String value) {
        int[] last = {1};
        String nodes = lines(
                n,
                i -> ",{\"id\":" + (last[0] = i + 2) + ",\"kind\":\"op\",\"op\":\"" + op + "\",\"shape\":[2],"
                        + String.format(inputs, i + 1) + value + "}");
        return head + x + nodes + "],\"outputs\":[" + last[0] + "]}";
    }
}
