#!/usr/bin/env python3
"""What was sent and what was paid, added up by somebody who knows neither side's code.

    python3 scripts/oracle.py <captured> <books>

<captured>: the sandbox's received-bank-payments.jsonl, the bytes as they came over the wire.
<books>:    the bank's books as JSON (GET /books.json of the hub).
Prints JSON: per message and in all, lines and decimal totals of what was instructed, debited and returned.
Exit code 0 when every debit belongs to an instruction and none was paid more than instructed; else 1, with a list.
Standard library only; amounts are decimals, never floats.
"""
import json
import sys
import xml.etree.ElementTree as tree
from collections import defaultdict
from decimal import Decimal


def local(element):
    return element.tag.rsplit("}", 1)[-1]


def text_at(element, *path):
    for name in path:
        element = next((child for child in element if local(child) == name), None)
        if element is None:
            return ""
    return (element.text or "").strip()


def instructions(captured):
    """Every instruction of every pain.001 on the wire by (message, InstrId); the same bytes again count once."""
    seen = {}
    for line in captured:
        request = json.loads(line)
        if request["operation"] != "payment-file" or "<!DOCTYPE" in str(request["body"]):
            continue
        try:
            root = tree.fromstring(request["body"].encode())
        except tree.ParseError:
            continue
        message = next((text_at(one, "MsgId") for one in root.iter() if local(one) == "GrpHdr"), "")
        for transfer in (one for one in root.iter() if local(one) == "CdtTrfTxInf"):
            amount = next(one for one in transfer.iter() if local(one) == "InstdAmt")
            key = (message, text_at(transfer, "PmtId", "InstrId"))
            seen[key] = (Decimal(amount.text.strip()), amount.get("Ccy"))
    return seen


def main(captured_file, books_file):
    with open(captured_file, encoding="utf-8") as captured:
        sent = instructions(captured)
    with open(books_file, encoding="utf-8") as file:
        books = json.load(file)
    debits, returns = defaultdict(Decimal), defaultdict(Decimal)
    for account in books["accounts"]:
        for movement in account["movements"]:
            key = (movement["messageId"], movement["instrId"])
            (debits if movement["kind"] == "debit" else returns)[key] += Decimal(movement["amount"])
    problems = [f"{key[1]}: debited and never instructed" for key in sorted(debits) if key not in sent]
    problems += [
        f"{key[1]}: {debits[key] - returns[key]} paid of {sent[key][0]}"
        for key in sorted(sent)
        if debits[key] - returns[key] > sent[key][0]
    ]
    totals = {}
    for message in sorted({key[0] for key in sent} | {key[0] for key in debits}):
        keys = [key for key in set(sent) | set(debits) if key[0] == message]
        add = lambda amounts: format(sum(amounts, Decimal()), "f")
        totals[message] = {
            "lines": len(keys),
            "instructed": add(sent[key][0] for key in keys if key in sent),
            "debited": add(debits[key] for key in keys),
            "returned": add(returns[key] for key in keys),
            "net": add(debits[key] - returns[key] for key in keys),
        }
    print(json.dumps({"messages": totals, "problems": problems}, indent=2))
    return 1 if problems else 0


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    sys.exit(main(*sys.argv[1:]))
