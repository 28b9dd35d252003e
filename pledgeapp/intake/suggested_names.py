"""Which further names do columns of lists bear, beside those that a known list or template gives them?

They are ground for suggestions alone: a list is never recognised by one of them.
"""

from __future__ import annotations

from collections.abc import Mapping

from pledgeapp.records.importing import ImportKind

Names = Mapping[str, tuple[str, ...]]


def _names(**lines: str) -> Names:
    return {field: tuple(word.strip() for word in line.split(";")) for field, line in lines.items()}


NAMES: Mapping[ImportKind, Names] = {
    ImportKind.PATENTS: _names(
        publication_number="Patent number;Document number;Pub. No.;文献号;公布号;授权公告号;专利号码",
        application_number="App. No.;Application ID;Filing number;申请编号;专利申请号",
        title="Patent title;Name of the invention;专利题名;发明创造名称;发明名称;题名",
        patentees="Owner;Holder;Applicant;Assignee name;Current assignee;所有人;持有人;权利人名称",
        inventors="Inventor name;发明人姓名;设计人",
        filing_date="Date of filing;Application date;App. date;申请日期;递交日",
        publication_date="Date of publication;Pub. date;公布日;公开日期;公告日期",
        grant_date="Date of grant;Issue date;授权日;授权日期",
        priority_date="Date of priority;Earliest priority;优先权日期;最早优先权日期",
        legal_state="Status;State of the right;法律状态;专利状态;有效性;Legal status",
        claims_count="Claims;Claim count;No. of claims;权项数;权利要求项数",
        ipc="International class;Classification;国际分类号;国际专利分类;主分类",
        country="Country;Authority;Office;受理局;国别;国家",
        right_type="Type;Patent type;Kind;专利种类;类别",
        family_id="Family;Family number;同族号;专利族号",
        url="Link;Web address;链接;网址",
    ),
    ImportKind.COMPARABLES: _names(
        name="项目;标的;交易标的;标的名称;成果;专利名称;技术名称;协议名称;Project;Subject;Deal;Agreement;Title",
        kind="方式;交易方式;转化类型;实施方式;合同性质;业务类型;Type;Deal type;Agreement type",
        transaction_date=(
            "签约日;签订时间;签约时间;成交时间;交易时间;合同日期;登记日期;公告日期;Signed;Signed on;Closing date"
        ),
        price=(
            "总价;合同总价;价款;成交总价;交易对价;对价;交易金额;许可金额;转让对价;合同额;总金额;金额;"
            "Amount;Deal value;Value;Total consideration;Fee"
        ),
        grantor="出让方;出让单位;转让单位;许可单位;卖方;权利人;甲方;许可人名称;转让人名称;Vendor;Grantor;Owner",
        grantee="买方;受让企业;被许可企业;承接单位;乙方;受让单位;Purchaser;Grantee;User",
        royalty_rate="提成;分成率;分成比例;销售分成;提成费率;Rate;Royalty %",
        royalty_base="分成基数;计费基础;提成基础;Royalty basis",
        exclusivity="许可性质;独占性;排他性;Exclusive",
        territory="地区;适用地域;Area;Territories",
        end_date="到期时间;有效期至;许可期至;终止时间;Expiry;Term end",
        patents_count="件数;专利数;涉及专利数;专利件数（件）;数量;Count;No. of patents;Patent count",
        patents="专利号清单;涉及专利号;标的专利;专利;Patent list;Patent nos.",
        instalments="付款方式;支付方式;付款计划;Payment terms;Schedule",
        milestones="里程碑费用;Milestones",
        unit="金额单位;计量单位",
        currency="货币;货币种类;Ccy",
        source="来源渠道;数据来源;出处;依据;Reference",
    ),
    ImportKind.REVENUE: _names(
        name="品名;产品;产品线;产品类别;产品系列;业务板块;品种;项目;Item;Product line;Segment;Business",
        year="期间;会计期间;会计年度;所属年度;年;Fiscal year;FY;Period",
        is_forecast="类型;口径;数据类型;实际/预测;状态;Basis;Scenario;Actual/forecast",
        revenue="销售额;营收;营业额;不含税收入;销售金额;产值;主营收入;进账;Turnover;Net sales;Sales revenue;Income",
        cost="销售成本;成本;产品成本;主营成本;成本合计;COGS;Cost;Cost of goods sold",
        gross_profit="毛利润;毛利额;毛利润额;Gross income",
        operating_profit="经营利润;EBIT;Operating income",
        net_profit="净利;税后利润;税后净利;Net income;Profit after tax",
        gross_margin="毛利润率;产品毛利率;GM;GM%;Gross margin %",
        operating_margin="经营利润率;Operating margin %",
        net_margin="净利润率;销售净利率;Net margin %",
        patents="对应专利;涉及专利;相关专利;Patents used",
        currency="货币;Ccy",
        source="数据来源;出处;依据;Reference",
    ),
    ImportKind.LOAN: _names(
        due="还款时间;应还时间;计划还款日;本期还款日;结息日;扣款日;到期;Due;Payment day;Instalment date;Repayment date",
        principal="本期本金;应还本;本金金额;归还本金额;计划还本;还本计划;Capital;Principal amount;Capital repayment",
        interest="本期利息;应付利息;利息金额;应还息;计划付息;Interest amount",
        total="本期应还;应还合计;本息;合计;还本付息;还本付息额;当期还款;Instalment amount;Amount due;Total due",
        balance="剩余贷款;贷款剩余本金;剩余应还本金;结余;未偿本金;期末本金;Remaining balance;Outstanding principal",
        currency="货币;Ccy",
    ),
    ImportKind.COST: _names(
        date="时间;入账时间;发生时间;凭证日;业务日期;Posted;Booking date;Entry date",
        year="所属年度;核算年度;年;FY;Fiscal year",
        cost_class=(
            "费用类型;支出项目;支出内容;支出科目;开支类别;费用种类;成本项目;摘要;Cost item;Type of cost;Expense type"
        ),
        amount="支出;支出额;本期发生;发生金额（元）;列支金额;归集金额;投入金额;Cost amount;Spent;Value",
        project="所属项目;立项项目;研发课题;项目编号;任务;Programme;Project code;Work package",
        currency="货币;Ccy",
        source="凭证号;凭证字号;单据号;依据;Voucher;Reference",
    ),
}
"""By what the rows describe and by field."""
