"""The reconciliation service: names of a table -> entries of the authority lists, and things of a converted output.

It speaks version 0.2 of the Reconciliation Service API of the W3C Entity Reconciliation Community Group, as OpenRefine does:
https://www.w3.org/community/reports/reconciliation/CG-FINAL-specs-0.2-20230410/
"""
